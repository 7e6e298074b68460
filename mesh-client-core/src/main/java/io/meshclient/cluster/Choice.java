package io.meshclient.cluster;

import io.meshclient.guard.Admission;
import io.meshclient.guard.Refusal;
import io.meshclient.time.Internal;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that took the attempt, or the refusal of all. Either endpoint and admission are there, or the refusal.
 *
 * @param endpoint who takes it
 * @param admission what it gave
 * @param refusal why nobody takes it
 */
@Internal
public record Choice(
        @Nullable EndpointState endpoint,
        @Nullable Admission admission,
        @Nullable Refusal refusal) {

    /**
     * Nobody takes it.
     *
     * @param refusal why
     * @return the choice
     */
    public static Choice refused(Refusal refusal) {
        return new Choice(null, null, refusal);
    }
}

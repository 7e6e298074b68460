package io.meshclient.okhttp;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Attempts whose response the engine may still want: the newest, and another one where attempts run beside each other. Owned
 * by the thread that runs the call.
 */
final class Answers {

    private @Nullable Attempt newest;
    private @Nullable Attempt older;

    void keep(Attempt attempt) {
        older = newest;
        newest = attempt;
    }

    Attempt of(int number) {
        Attempt first = newest;
        return Objects.requireNonNull(first != null && first.number() == number ? first : older);
    }

    /** Closes one, if it is kept. */
    void discard(int number) {
        Attempt first = newest;
        Attempt second = older;
        if (first != null && first.number() == number) {
            discard(first);
            newest = second;
            older = null;
        } else if (second != null && second.number() == number) {
            discard(second);
            older = null;
        }
    }

    void discardAll() {
        discard(newest);
        discard(older);
        newest = null;
        older = null;
    }

    private static void discard(@Nullable Attempt attempt) {
        if (attempt != null && attempt.response != null) {
            AttemptBodies.discard(attempt.response, attempt.call);
        }
    }
}

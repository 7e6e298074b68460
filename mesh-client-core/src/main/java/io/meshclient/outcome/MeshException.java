package io.meshclient.outcome;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Attempts were made and none brought a response. The cause is the last attempt's; earlier ones are suppressed. */
public final class MeshException extends IOException implements MeshFailure {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient CallReport report;

    /**
     * Makes the exception; the report's summary is its message.
     *
     * @param report the call's story
     * @param cause what the last attempt threw
     */
    public MeshException(CallReport report, @Nullable Throwable cause) {
        super(report.summary(), cause);
        this.report = report;
    }

    @Override
    public CallReport report() {
        return report;
    }
}

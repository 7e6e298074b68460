package io.meshclient.outcome;

import java.io.InterruptedIOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The call's time was up. */
public final class MeshTimeoutException extends InterruptedIOException implements MeshFailure {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient CallReport report;

    /**
     * Makes the exception; the report's summary is its message.
     *
     * @param report the call's story
     * @param cause what the last attempt threw, if anything
     */
    public MeshTimeoutException(CallReport report, @Nullable Throwable cause) {
        super("timeout: " + report.summary());
        this.report = report;
        if (cause != null) {
            initCause(cause);
        }
    }

    @Override
    public CallReport report() {
        return report;
    }
}

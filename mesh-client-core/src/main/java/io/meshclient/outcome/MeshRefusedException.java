package io.meshclient.outcome;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The mesh itself said no; {@link #reason()} says why. */
public final class MeshRefusedException extends IOException implements MeshFailure {

    @Serial
    private static final long serialVersionUID = 1L;

    private final RefusalReason reason;
    private final transient CallReport report;
    private @Nullable String message; // made when somebody asks: in an overload, most refusals are counted and not read

    /**
     * Makes the exception; the report's summary is its message.
     *
     * @param reason why the call was refused
     * @param report the call's story
     * @param cause what an attempt before the refusal threw, if there was one
     */
    public MeshRefusedException(RefusalReason reason, CallReport report, @Nullable Throwable cause) {
        super(null, cause);
        this.reason = reason;
        this.report = report;
    }

    /**
     * Why the call was refused.
     *
     * @return never null
     */
    public RefusalReason reason() {
        return reason;
    }

    @Override
    public String getMessage() {
        String made = message;
        if (made == null) {
            made = report.summary();
            message = made;
        }
        return made;
    }

    @Override
    public CallReport report() {
        return report;
    }

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
        message = getMessage(); // it travels, the report does not
        out.defaultWriteObject();
    }
}

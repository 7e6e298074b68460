package io.meshclient.discovery.kubernetes;

import java.io.IOException;

/** The API server said no; the message says what and, where it is known, what would help. */
final class ApiException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final long retryAfterSeconds;

    ApiException(int status, long retryAfterSeconds, String message) {
        super(message);
        this.status = status;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    int status() {
        return status;
    }

    /** How long the server wants to be left alone; 0 if it did not say. */
    long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** What was asked for is too old, so everything must be listed again. */
    boolean isGone() {
        return status == 410;
    }

    /** The server is busy or broken; what was known of it still holds. */
    boolean isPassing() {
        return status == 429 || (status >= 500 && status != 504); // 504: it does not know a version as new as ours
    }
}

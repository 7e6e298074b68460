package io.meshclient.discovery.kubernetes;

import java.io.IOException;

/** An answer of the API server that is not what it should be. */
final class BadAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    BadAnswerException(String what, Throwable cause) {
        super("The API server's answer " + what, cause);
    }

    BadAnswerException(String what) {
        super("The API server's answer " + what);
    }
}

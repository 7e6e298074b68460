package io.meshclient.discovery.eureka;

import java.io.IOException;
import java.io.Serial;

/** A server answered with something that is no registry. The message is the rest of a sentence that begins with the server. */
final class AnswerException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    AnswerException(String message) {
        super(message);
        this.status = 0;
    }

    AnswerException(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
    }

    private AnswerException(int status) {
        super("it answers " + status + hint(status));
        this.status = status;
    }

    static AnswerException ofStatus(int status) {
        return new AnswerException(status);
    }

    /** Whether the server does not offer what it was asked for; Eureka's answer is 403 where differences are switched off. */
    boolean notOffered() {
        return status == 403 || status == 404 || status == 405 || status == 501;
    }

    private static String hint(int status) {
        if (status >= 300 && status < 400) {
            return ", a redirect, which is not followed: the URL should be the one behind it";
        }
        return switch (status) {
            case 401 -> ": are username and password right?";
            case 403 -> ": access is refused, or the server does not give its registry away yet";
            case 404 -> ": is the URL right? It mostly ends with /eureka";
            default -> "";
        };
    }
}

package io.meshclient.spring.registration;

import java.io.IOException;
import java.io.Serial;

/** The registry did not do what it was asked for; the message goes on where the registry's label ends. */
final class RegistryException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    RegistryException(String message) {
        super(message);
    }

    RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}

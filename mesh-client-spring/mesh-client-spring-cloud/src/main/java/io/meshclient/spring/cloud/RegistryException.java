package io.meshclient.spring.cloud;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The registry did not answer, or not with what could be understood. */
final class RegistryException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    RegistryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package io.meshclient.discovery.consul;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Consul could not be asked, or its answer cannot be used; the message is for people, and has no secrets. */
final class ConsulException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    ConsulException(String message) {
        this(message, null);
    }

    ConsulException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package io.meshclient.samples.registries;

import java.io.IOException;

/** A registry's server is not on this machine; the message says how to get it. */
public final class MissingServerException extends IOException {
    private static final long serialVersionUID = 1L;

    MissingServerException(String message) {
        super(message);
    }
}

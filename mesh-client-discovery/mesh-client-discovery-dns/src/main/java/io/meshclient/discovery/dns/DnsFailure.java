package io.meshclient.discovery.dns;

import java.io.IOException;
import java.io.Serial;

/** A name could not be resolved, or a target not be read. The message is a sentence for people. */
final class DnsFailure extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    DnsFailure(String message) {
        super(message);
    }

    DnsFailure(String message, Throwable cause) {
        super(message, cause);
    }
}

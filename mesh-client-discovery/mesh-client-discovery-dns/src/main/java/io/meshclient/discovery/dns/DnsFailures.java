package io.meshclient.discovery.dns;

import java.util.concurrent.CompletionException;

/** What futures failed with, without their wrapping. */
final class DnsFailures {

    private DnsFailures() {}

    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}

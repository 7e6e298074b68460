package io.meshclient.spring.cloud;

import java.io.Serial;

/** A service's endpoints are to come from Spring Cloud, and the application has no client of it. */
final class NoDiscoveryClientException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    NoDiscoveryClientException() {
        super(
                "The discovery 'spring-cloud' needs a bean of type DiscoveryClient or ReactiveDiscoveryClient, and there is"
                        + " none");
    }
}

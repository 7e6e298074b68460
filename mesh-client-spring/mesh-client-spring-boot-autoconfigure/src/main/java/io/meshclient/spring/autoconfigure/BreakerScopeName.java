package io.meshclient.spring.autoconfigure;

/** Values of {@code breaker.scope}, for the IDE. */
enum BreakerScopeName {
    SERVICE,
    ENDPOINT
}

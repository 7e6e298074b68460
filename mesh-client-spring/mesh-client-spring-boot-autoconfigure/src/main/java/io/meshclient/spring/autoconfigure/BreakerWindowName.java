package io.meshclient.spring.autoconfigure;

/** Values of {@code breaker.window-type}, for the IDE. */
enum BreakerWindowName {
    COUNT,
    TIME
}

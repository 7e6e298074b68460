package io.meshclient.spring.autoconfigure;

/** Values of {@code subset.fallback}, for the IDE. */
enum SubsetFallback {
    NO_FALLBACK,
    ANY_ENDPOINT,
    DEFAULT_SUBSET
}

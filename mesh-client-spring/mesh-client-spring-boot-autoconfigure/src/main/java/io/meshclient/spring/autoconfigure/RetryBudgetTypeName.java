package io.meshclient.spring.autoconfigure;

/** What a retry budget counts, so that an IDE offers it. Only the metadata uses it. */
enum RetryBudgetTypeName {
    /** Calls earn retries, as in Finagle. */
    TOKENS,
    /** Retries under way, against calls under way, as in Envoy. */
    CONCURRENCY
}

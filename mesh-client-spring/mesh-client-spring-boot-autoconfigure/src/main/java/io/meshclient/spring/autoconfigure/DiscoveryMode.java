package io.meshclient.spring.autoconfigure;

/** What several discoveries are together, so that an IDE offers the words. Only the metadata uses it. */
enum DiscoveryMode {
    /** The first that has endpoints. */
    PREFER,
    /** All together. */
    MERGE,
    /** The last one gets its percentage of the calls, the first one the rest. */
    MIGRATE
}

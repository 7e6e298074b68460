package io.meshclient.spring.autoconfigure;

/** How a limit of calls under way is found, so that an IDE offers it. Only the metadata uses it. */
enum LimitAlgorithmName {
    /** There is no limit. */
    NONE,
    /** A number that stays as it is: a bulkhead. */
    STATIC,
    /** One more for each success, a share less for each drop. */
    AIMD,
    /** By the queue that latencies tell of, as TCP Vegas. */
    VEGAS,
    /** By the latest latency against the long-term average. */
    GRADIENT2,
    /** By the latency of a moment against the least one, as Envoy. */
    GRADIENT
}

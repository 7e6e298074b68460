package io.meshclient.spring.autoconfigure;

/** The balancers, so that an IDE offers them below {@code mesh.client.services.<name>} too. Only the metadata uses it. */
enum BalancerName {
    /** Two choices by latency: the one that answered faster and has less in flight. */
    PEAK_EWMA,
    /** One after the other, by weight. */
    ROUND_ROBIN,
    /** Any, by weight. */
    RANDOM
}

package io.meshclient.spring.autoconfigure;

/** The balancers, so that an IDE offers them below {@code mesh.client.services.<name>} too. Only the metadata uses it. */
enum BalancerName {
    /** Two choices by latency: the one that answered faster and has less in flight. */
    PEAK_EWMA,
    /** One after the other, by weight. */
    ROUND_ROBIN,
    /** Any, by weight. */
    RANDOM,
    /** Of two or more, the one with the fewest calls under way. */
    LEAST_REQUEST,
    /** The one that a call's key belongs to, by a ring of hashes. */
    RING_HASH,
    /** The one that a call's key belongs to, by a Maglev table. */
    MAGLEV,
    /** One after the other, weighted by the load that servers report. */
    ORCA,
    /** Of those with little in flight, the quickest, as servers report it. */
    PREQUAL
}

package io.meshclient.spring.autoconfigure;

/** Whose rules outlier detection follows, so that an IDE offers them. Only the metadata uses it. */
enum OutlierModeName {
    /** Envoy's: counts in a row, and a comparison with the other endpoints. */
    ENVOY,
    /** Linkerd's: each endpoint alone, and back through one real request. */
    LINKERD
}

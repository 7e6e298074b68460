package io.meshclient.spring.autoconfigure;

/** Whose formula admission control follows, so that an IDE offers it. Only the metadata uses it. */
enum AdmissionAlgorithmName {
    /** No call is refused. */
    NONE,
    /** Envoy's, by the share of responses below 500. */
    ENVOY,
    /** Google's, by the share of requests that the service accepts. */
    SRE
}

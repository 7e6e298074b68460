package io.meshclient.spring.autoconfigure;

/** The schemes, so that an IDE offers them below {@code mesh.client.services.<name>} too. Only the metadata uses it. */
enum SchemeName {
    /** Cleartext. */
    HTTP,
    /** TLS on the service's name. */
    HTTPS
}

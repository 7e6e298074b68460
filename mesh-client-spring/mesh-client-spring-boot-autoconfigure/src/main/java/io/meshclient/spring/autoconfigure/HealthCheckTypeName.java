package io.meshclient.spring.autoconfigure;

/** How endpoints are checked, so that an IDE offers it. Only the metadata uses it. */
enum HealthCheckTypeName {
    /** Not at all. */
    NONE,
    /** By an HTTP request and its status. */
    HTTP,
    /** By a connection. */
    TCP,
    /** By gRPC's health protocol. */
    GRPC
}

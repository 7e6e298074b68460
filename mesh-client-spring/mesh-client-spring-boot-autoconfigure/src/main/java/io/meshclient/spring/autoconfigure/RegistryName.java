package io.meshclient.spring.autoconfigure;

/** The registries in which an application may register itself, for IDEs. */
enum RegistryName {
    CONSUL,
    EUREKA
}

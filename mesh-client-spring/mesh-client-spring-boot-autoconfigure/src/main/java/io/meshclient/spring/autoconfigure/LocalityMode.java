package io.meshclient.spring.autoconfigure;

/** Values of {@code locality.mode}, for the IDE. */
enum LocalityMode {
    OFF,
    WEIGHTED,
    ZONE_AWARE,
    LOAD_AWARE
}

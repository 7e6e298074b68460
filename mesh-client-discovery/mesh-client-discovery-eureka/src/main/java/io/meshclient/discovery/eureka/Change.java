package io.meshclient.discovery.eureka;

/**
 * An instance in an answer. In a full answer everything is there to stay.
 *
 * @param deleted whether it left the registry
 * @param instance what it is now, or was last
 */
record Change(boolean deleted, Instance instance) {}

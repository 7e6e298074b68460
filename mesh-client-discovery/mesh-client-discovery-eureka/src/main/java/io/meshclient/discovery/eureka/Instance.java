package io.meshclient.discovery.eureka;

import io.meshclient.endpoint.Endpoint;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One instance of the registry, as much of it as matters.
 *
 * @param application in upper case
 * @param id unique in its application
 * @param status what it says of itself
 * @param vips its virtual addresses, in upper case
 * @param endpoint null if it is not to be one, for its status or for being unusable
 * @param unusable why it cannot be an endpoint, for people; null if it can
 */
record Instance(
        String application,
        String id,
        InstanceStatus status,
        Set<String> vips,
        @Nullable Endpoint endpoint,
        @Nullable String unusable) {}

package io.meshclient.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * How calls are spread over priorities.
 *
 * @param overprovisioning How much an endpoint can take beyond its share, before calls spill to the next priority.
 */
record PriorityProperties(@Nullable Integer overprovisioning) {}

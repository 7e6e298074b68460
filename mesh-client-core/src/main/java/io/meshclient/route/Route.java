package io.meshclient.route;

import io.meshclient.time.Internal;

/**
 * Where a request goes. Immutable.
 *
 * @param cluster the cluster's name
 */
@Internal
public record Route(String cluster) {}

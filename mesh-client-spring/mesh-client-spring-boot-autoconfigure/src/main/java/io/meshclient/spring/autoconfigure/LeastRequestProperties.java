package io.meshclient.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Numbers of the balancer least-request.
 *
 * @param choices Endpoints that are compared, if all weights are equal; always different ones.
 * @param activeRequestBias If weights differ, an endpoint's share is weight / (active calls + 1)^bias.
 */
record LeastRequestProperties(
        @Nullable Integer choices, @Nullable Double activeRequestBias) {}

/**
 * Endpoints from Kubernetes: EndpointSlices, listed and watched.
 */
@NullMarked
package io.meshclient.discovery.kubernetes;

import org.jspecify.annotations.NullMarked;

/**
 * Endpoints from Eureka servers: the registry is fetched at an interval, by differences where that is possible.
 */
@NullMarked
package io.meshclient.discovery.eureka;

import org.jspecify.annotations.NullMarked;

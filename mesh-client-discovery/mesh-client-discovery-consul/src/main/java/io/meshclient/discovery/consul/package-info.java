/**
 * Endpoints from Consul's health API. API are the public types.
 */
@NullMarked
package io.meshclient.discovery.consul;

import org.jspecify.annotations.NullMarked;

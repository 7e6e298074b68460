package io.meshclient.spring.cloud;

import io.meshclient.endpoint.EndpointSet;

/**
 * What a registry's answer came to.
 *
 * @param set the endpoints
 * @param leftOut which instances are none, and why; empty if all are
 * @param secure whether instances say that they speak TLS
 */
record Answer(EndpointSet set, String leftOut, boolean secure) {}

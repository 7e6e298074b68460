package io.meshclient.discovery.zookeeper;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an instance's node says, as Curator writes it.
 *
 * @param address a host, if it is there
 * @param port for plain calls, if it is there
 * @param sslPort for calls over TLS, if it is there
 * @param enabled false once the instance asked to be left out
 * @param registeredMillis since 1970; 0 if it is not there
 * @param metadata of the payload
 */
record Instance(
        @Nullable String address,
        @Nullable Integer port,
        @Nullable Integer sslPort,
        boolean enabled,
        long registeredMillis,
        Map<String, String> metadata) {}

package io.meshclient.spring.autoconfigure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What calls are recognised by, and numbers of the balancers ring-hash and maglev.
 *
 * @param key What calls are recognised by, for ring-hash and maglev; a request's CallOptions.hashKey goes before.
 * @param balanceFactor The most calls an endpoint has under way, in per cent of its share of the average; more go elsewhere.
 * @param minRingSize Points that the ring of ring-hash has at least, endpoints and weights permitting.
 * @param maxRingSize Points that it has at most.
 * @param tableSize Places of the table of maglev.
 */
record HashProperties(
        @Nullable List<String> key,
        @Nullable Integer balanceFactor,
        @Nullable Integer minRingSize,
        @Nullable Integer maxRingSize,
        @Nullable Integer tableSize) {}

package io.meshclient.spring.autoconfigure;

import io.meshclient.policy.CallOptions;
import org.jspecify.annotations.Nullable;

/**
 * The request attribute by which a method's {@code @MeshCall} reaches its call. Of a type of its own, so that it is not taken
 * for the options of one request.
 *
 * @param alone for a request without options, ready made
 * @param base below those of a request that has some
 */
record MethodOptions(CallOptions alone, CallOptions base) {

    static final String ATTRIBUTE = MethodOptions.class.getName();

    MethodOptions(CallOptions base) {
        this(CallOptions.none().over(base), base);
    }

    CallOptions below(@Nullable CallOptions ofRequest) {
        return ofRequest == null ? alone : ofRequest.over(base);
    }
}

package io.meshclient.spring.registration;

import io.meshclient.time.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What is known of this instance's entry, for people. Holds no secrets.
 *
 * @param registry such as {@code Consul at http://127.0.0.1:8500}
 * @param service its name there
 * @param instanceId its id there
 * @param address host and port
 * @param state {@code registering}, {@code starting}, {@code up}, {@code out-of-service}, {@code failing} or
 *     {@code deregistered}
 * @param since when that began, in ISO-8601
 * @param lastError what the registry failed with; null once it works
 */
@Internal
public record RegistrationView(
        String registry,
        String service,
        String instanceId,
        String address,
        String state,
        String since,
        @Nullable String lastError) {}

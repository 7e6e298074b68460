package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Active checks of endpoints.
 *
 * @param type How endpoints are checked, beside what calls show.
 * @param path With type http, what is asked for.
 * @param method With type http, how it is asked.
 * @param scheme Whether checks are encrypted.
 * @param host The Host header, :authority and TLS name of checks.
 * @param headers Headers of checks; of type http and grpc.
 * @param expectedStatuses With type http, the statuses of a healthy endpoint.
 * @param grpcService With type grpc, whose health is asked.
 * @param interval Time between two checks of a healthy endpoint.
 * @param intervalJitter Up to this much is added at random to each such time.
 * @param unhealthyInterval Time between two checks of an endpoint that is not healthy.
 * @param initialSpread Endpoints get their first check within this time, at random.
 * @param timeout Time for one check, the connection included.
 * @param healthyThreshold Good checks in a row that make an unhealthy endpoint healthy; its first check decides alone.
 * @param unhealthyThreshold Failed checks in a row that make a healthy endpoint unhealthy; its first check decides alone.
 */
record HealthCheckProperties(
        @Nullable HealthCheckTypeName type,
        @Nullable String path,
        @Nullable String method,
        @Nullable String scheme,
        @Nullable String host,
        @Nullable List<String> headers,
        @Nullable List<String> expectedStatuses,
        @Nullable String grpcService,
        @Nullable Duration interval,
        @Nullable Duration intervalJitter,
        @Nullable Duration unhealthyInterval,
        @Nullable Duration initialSpread,
        @Nullable Duration timeout,
        @Nullable Integer healthyThreshold,
        @Nullable Integer unhealthyThreshold) {}

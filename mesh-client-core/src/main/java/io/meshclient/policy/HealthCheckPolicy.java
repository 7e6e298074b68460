package io.meshclient.policy;

import java.time.Duration;
import java.util.List;

/**
 * How endpoints are checked, beside what calls show of them. Immutable.
 *
 * @param type how; {@link HealthCheckType#NONE} for not at all
 * @param request what is asked
 * @param expectedStatuses of a healthy endpoint
 * @param grpcService whose health is asked; empty for the server as a whole
 * @param schedule when
 * @param healthyThreshold good checks in a row that make an unhealthy endpoint healthy
 * @param unhealthyThreshold failed checks in a row that make a healthy endpoint unhealthy
 */
public record HealthCheckPolicy(
        HealthCheckType type,
        Request request,
        List<StatusRange> expectedStatuses,
        String grpcService,
        Schedule schedule,
        int healthyThreshold,
        int unhealthyThreshold) {

    /**
     * What is asked.
     *
     * @param method of HTTP
     * @param path begins with {@code /}
     * @param scheme empty for the service's
     * @param host empty for the service's name
     * @param headers each {@code name: value}
     */
    public record Request(String method, String path, String scheme, String host, List<String> headers) {}

    /**
     * When it is asked.
     *
     * @param interval between two checks of a healthy endpoint
     * @param jitter up to this much is added at random
     * @param unhealthyInterval between two checks of one that is not healthy
     * @param initialSpread first checks are made within this time
     * @param timeout for one check
     */
    public record Schedule(
            Duration interval, Duration jitter, Duration unhealthyInterval, Duration initialSpread, Duration timeout) {}

    static HealthCheckPolicy of(Settings settings) {
        return new HealthCheckPolicy(
                settings.get(HealthCheckKeys.TYPE),
                new Request(
                        settings.get(HealthCheckKeys.METHOD),
                        settings.get(HealthCheckKeys.PATH),
                        settings.get(HealthCheckKeys.SCHEME),
                        settings.get(HealthCheckKeys.HOST),
                        settings.get(HealthCheckKeys.HEADERS)),
                settings.get(HealthCheckKeys.STATUSES),
                settings.get(HealthCheckKeys.SERVICE),
                new Schedule(
                        settings.get(HealthCheckKeys.INTERVAL),
                        settings.get(HealthCheckKeys.JITTER),
                        settings.get(HealthCheckKeys.UNHEALTHY_INTERVAL),
                        settings.get(HealthCheckKeys.SPREAD),
                        settings.get(HealthCheckKeys.TIMEOUT)),
                settings.get(HealthCheckKeys.HEALTHY),
                settings.get(HealthCheckKeys.UNHEALTHY));
    }

    /**
     * Whether endpoints are checked at all.
     *
     * @return false for {@link HealthCheckType#NONE}
     */
    public boolean isOn() {
        return type != HealthCheckType.NONE;
    }

    /**
     * Whether a status is one of a healthy endpoint.
     *
     * @param status such as 200
     * @return true if it is expected
     */
    public boolean expects(int status) {
        return expectedStatuses.stream().anyMatch(range -> range.contains(status));
    }
}

package io.meshclient.discovery.consul;

import io.meshclient.endpoint.Health;
import java.util.List;

/**
 * What an instance's checks, and those of its node, come to. Pure.
 *
 * <ul>
 *   <li>A check in state critical, or in one that Consul does not have today: {@link Health#UNHEALTHY}.
 *   <li>Maintenance mode, which Consul writes as a critical check of its own: {@link Health#DRAINING}. It is an operator's
 *       will, not a defect: calls in flight end, and the endpoint keeps what is known of it until it comes back.
 *   <li>A check in state warning: {@link Health#DEGRADED}.
 *   <li>All passing, or no check: {@link Health#HEALTHY}.
 * </ul>
 */
final class InstanceHealth {

    private static final String NODE_MAINTENANCE = "_node_maintenance";
    private static final String SERVICE_MAINTENANCE = "_service_maintenance:";

    private InstanceHealth() {}

    static Health of(List<Entry.Check> checks) {
        boolean maintenance = false;
        boolean warning = false;
        for (Entry.Check check : checks) {
            if (isMaintenance(check.id())) {
                maintenance |= !check.status().equals("passing");
                continue;
            }
            switch (check.status()) {
                case "passing" -> {}
                case "warning" -> warning = true;
                default -> {
                    return Health.UNHEALTHY;
                }
            }
        }
        if (maintenance) {
            return Health.DRAINING;
        }
        return warning ? Health.DEGRADED : Health.HEALTHY;
    }

    private static boolean isMaintenance(String id) {
        return id.equals(NODE_MAINTENANCE) || id.startsWith(SERVICE_MAINTENANCE);
    }
}

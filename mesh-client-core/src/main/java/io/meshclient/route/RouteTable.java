package io.meshclient.route;

import io.meshclient.policy.ServiceConfig;
import io.meshclient.time.Internal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From requests to routes, by host. Immutable. The port of a logical URL does not matter. */
@Internal
public final class RouteTable {

    private final Map<String, Route> byHost;

    private RouteTable(Map<String, Route> byHost) {
        this.byHost = byHost;
    }

    /**
     * The routes that services ask for: each by its name and its further hosts.
     *
     * @param services all of them
     * @return the table
     */
    public static RouteTable of(Collection<ServiceConfig> services) {
        Map<String, Route> byHost = new HashMap<>();
        for (ServiceConfig service : services) {
            Route route = new Route(service.name());
            byHost.put(service.name(), route);
            service.hosts().forEach(host -> byHost.put(host, route));
        }
        return new RouteTable(byHost);
    }

    /**
     * A host's route.
     *
     * @param host lower case
     * @return null if it is no service
     */
    public @Nullable Route match(String host) {
        return byHost.get(host);
    }
}

package io.meshclient.policy;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Checks that a logical host means one service only. */
final class HostOwners {

    private HostOwners() {}

    static void check(Collection<ServiceConfig> services) {
        Map<String, String> owners = new HashMap<>();
        services.forEach(service -> owners.put(service.name(), service.name()));
        for (ServiceConfig service : services) {
            for (String host : service.hosts()) {
                String owner = owners.putIfAbsent(host, service.name());
                if (owner != null && !owner.equals(service.name())) {
                    throw new ConfigException(
                            PropertyKeys.servicePrefix(service.name()) + KeyTable.HOSTS.name(),
                            service.settings().value(KeyTable.HOSTS),
                            "has the host '" + host + "', which already means the service '" + owner + "'",
                            "a host that means one service only");
                }
            }
        }
    }
}

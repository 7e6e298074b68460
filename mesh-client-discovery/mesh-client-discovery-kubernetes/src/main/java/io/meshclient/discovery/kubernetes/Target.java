package io.meshclient.discovery.kubernetes;

import java.util.regex.Pattern;

/**
 * What a service's {@code discovery-target} says: {@code service}, {@code service.namespace}, either with {@code :port}.
 *
 * @param service the Service's name
 * @param namespace where it is; empty for the default one
 * @param port a port's name or the pods' port number; empty for the only one, or the one named http
 */
record Target(String service, String namespace, String port) {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final String SVC = ".svc";
    private static final String ALLOWED =
            "; allowed is service, service.namespace, service:port or service.namespace:port, in lower case";

    /** Reads a target; the cluster's own way to write it, {@code service.namespace.svc.cluster.local}, is understood. */
    static Target parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String port = colon < 0 ? "" : text.substring(colon + 1);
        int svc = (name + ".").indexOf(SVC + ".");
        String[] parts = (svc < 0 ? name : name.substring(0, svc)).split("\\.", -1);
        if (parts.length > 2 || (svc >= 0 && parts.length != 2)) {
            throw wrong(text, "it has too many or too few parts");
        }
        for (String part : parts) {
            if (!LABEL.matcher(part).matches()) {
                throw wrong(text, "'" + part + "' is no name in Kubernetes");
            }
        }
        if (colon >= 0 && !LABEL.matcher(port).matches()) {
            throw wrong(text, "'" + port + "' is neither a port's name nor a number");
        }
        return new Target(parts[0], parts.length == 2 ? parts[1] : "", port);
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException("'" + text + "' names no service: " + why + ALLOWED);
    }

    Target in(String defaultNamespace) {
        return namespace.isEmpty() ? new Target(service, defaultNamespace, port) : this;
    }

    @Override
    public String toString() {
        return service + (namespace.isEmpty() ? "" : "." + namespace) + (port.isEmpty() ? "" : ":" + port);
    }
}

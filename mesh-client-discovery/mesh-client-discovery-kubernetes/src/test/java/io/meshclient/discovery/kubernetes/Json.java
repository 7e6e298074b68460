package io.meshclient.discovery.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** EndpointSlices as the API server writes them. */
final class Json {

    private Json() {}

    /** A slice of IPv4 addresses whose conditions are absent, as hand-made slices have them. */
    static String slice(String name, String service, int port, List<String> addresses) {
        return new Builder(name, service)
                .port("http", port)
                .addresses(addresses)
                .build();
    }

    static Builder of(String name, String service) {
        return new Builder(name, service);
    }

    /** The same slice with the version that a server gives it. */
    static String versioned(String slice, long version) {
        return slice.replaceFirst("\"resourceVersion\":\"\\d+\"", "\"resourceVersion\":\"" + version + "\"");
    }

    static String event(String type, String object) {
        return "{\"type\":\"" + type + "\",\"object\":" + object + "}\n";
    }

    static String bookmark(long version) {
        return event(
                "BOOKMARK",
                "{\"kind\":\"EndpointSlice\",\"apiVersion\":\"discovery.k8s.io/v1\",\"metadata\":{\"resourceVersion\":\""
                        + version
                        + "\",\"creationTimestamp\":null},\"addressType\":\"\",\"endpoints\":null,\"ports\":null}");
    }

    static String status(int code, String reason, String message) {
        return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\""
                + message + "\",\"reason\":\"" + reason + "\",\"code\":" + code + "}";
    }

    static final class Builder {
        private final String name;
        private final String service;
        private String type = "IPv4";
        private final List<String> ports = new ArrayList<>();
        private final List<String> endpoints = new ArrayList<>();

        private Builder(String name, String service) {
            this.name = name;
            this.service = service;
        }

        Builder type(String value) {
            type = value;
            return this;
        }

        Builder port(String portName, int number) {
            ports.add("{\"name\":\"" + portName + "\",\"protocol\":\"TCP\",\"port\":" + number + "}");
            return this;
        }

        Builder rawPort(String json) {
            ports.add(json);
            return this;
        }

        Builder addresses(List<String> addresses) {
            addresses.forEach(address -> endpoint(address, Map.of()));
            return this;
        }

        /** An endpoint with further members, whose values are JSON. */
        Builder endpoint(String address, Map<String, String> members) {
            StringBuilder endpoint = new StringBuilder("{\"addresses\":[\"" + address + "\"]");
            members.forEach((key, value) ->
                    endpoint.append(",\"").append(key).append("\":").append(value));
            endpoints.add(endpoint.append('}').toString());
            return this;
        }

        String build() {
            return "{\"kind\":\"EndpointSlice\",\"apiVersion\":\"discovery.k8s.io/v1\",\"metadata\":{\"name\":\"" + name
                    + "\",\"namespace\":\"default\",\"resourceVersion\":\"0\",\"labels\":{\"kubernetes.io/service-name\":\""
                    + service
                    + "\"},\"managedFields\":[{\"manager\":\"x\",\"fieldsV1\":{\"f:a\":{}}}]},\"addressType\":\""
                    + type + "\",\"endpoints\":" + endpoints + ",\"ports\":" + ports + "}";
        }
    }
}

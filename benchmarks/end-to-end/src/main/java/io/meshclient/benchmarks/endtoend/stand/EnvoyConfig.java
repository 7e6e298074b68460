package io.meshclient.benchmarks.endtoend.stand;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The sidecars' configuration. The egress proxy has the policies that the mesh client has in process: least request of
 * two, two retries on another host, outlier detection. The ingress proxy only passes on, as a mesh's inbound side does.
 */
final class EnvoyConfig {
    static final String EGRESS = "egress";
    static final String SERVICE = "service";

    private static final String BOOTSTRAP = """
            {
              admin: { address: { socket_address: { address: 127.0.0.1, port_value: 0 } } },
              static_resources: { listeners: [ %listeners% ], clusters: [ %clusters% ] }
            }
            """;

    /** YAML in flow style, so that pieces can be put together without counting blanks. */
    private static final String LISTENER = """
            {
              name: %name%,
              address: { socket_address: { address: 127.0.0.1, port_value: 0 } },
              filter_chains: [ { filters: [ {
                name: http,
                typed_config: {
                  "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager,
                  stat_prefix: %name%,
                  generate_request_id: false,
                  route_config: { virtual_hosts: [ { name: all, domains: ["*"], routes: [
                    { match: { prefix: "/" }, route: { %route% cluster: %cluster%, timeout: 15s } } ] } ] },
                  http_filters: [ { name: router, typed_config: {
                    "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router } } ]
                }
              } ] } ]
            }
            """;

    private static final String RETRIES = """
            retry_policy: {
                retry_on: "5xx,gateway-error,connect-failure,refused-stream,reset",
                num_retries: 2,
                retry_back_off: { base_interval: 0.025s, max_interval: 0.25s },
                host_selection_retry_max_attempts: 5,
                retry_host_predicate: [ {
                  name: envoy.retry_host_predicates.previous_hosts,
                  typed_config: {
                    "@type": type.googleapis.com/envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate } } ] },
            """;

    private static final String CLUSTER = """
            {
              name: %name%,
              type: STATIC,
              %policies%
              connect_timeout: 1s,
              load_assignment: { cluster_name: %name%, endpoints: [ { lb_endpoints: [ %endpoints% ] } ] }
            }
            """;

    private static final String POLICIES = """
            lb_policy: LEAST_REQUEST,
            least_request_lb_config: { choice_count: 2 },
            circuit_breakers: { thresholds: [ { max_connections: 1024, max_requests: 1024, max_retries: 100 } ] },
            outlier_detection: {
              consecutive_5xx: 5, interval: 1s, base_ejection_time: 30s, max_ejection_percent: 50 },
            """;

    private static final String ENDPOINT =
            "{ endpoint: { address: { socket_address: { address: %s, port_value: %d } } } }";

    private EnvoyConfig() {}

    static String egress(List<HostPort> upstreams) {
        return bootstrap(List.of(listener(EGRESS, SERVICE, RETRIES)), List.of(cluster(SERVICE, upstreams, POLICIES)));
    }

    /** One listener per backend in one process: a mesh has a process per backend, so this flatters the sidecar. */
    static String ingress(List<HostPort> backends) {
        List<Integer> indexes = IntStream.range(0, backends.size()).boxed().toList();
        return bootstrap(
                indexes.stream()
                        .map(i -> listener(ingressName(i), ingressName(i), ""))
                        .toList(),
                indexes.stream()
                        .map(i -> cluster(ingressName(i), List.of(backends.get(i)), ""))
                        .toList());
    }

    static String ingressName(int backend) {
        return "ingress-" + backend;
    }

    private static String bootstrap(List<String> listeners, List<String> clusters) {
        return BOOTSTRAP.replace("%listeners%", join(listeners)).replace("%clusters%", join(clusters));
    }

    private static String listener(String name, String cluster, String route) {
        return LISTENER.replace("%name%", name).replace("%cluster%", cluster).replace("%route%", route);
    }

    private static String cluster(String name, List<HostPort> endpoints, String policies) {
        List<String> texts = endpoints.stream()
                .map(endpoint -> ENDPOINT.formatted(endpoint.host(), endpoint.port()))
                .toList();
        return CLUSTER.replace("%name%", name)
                .replace("%endpoints%", join(texts))
                .replace("%policies%", policies);
    }

    /** The parser wants the comma on the line where a piece ends. */
    private static String join(List<String> pieces) {
        return pieces.stream().map(String::strip).collect(Collectors.joining(", "));
    }
}

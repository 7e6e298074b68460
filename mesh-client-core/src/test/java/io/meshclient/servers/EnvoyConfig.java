package io.meshclient.servers;

import java.util.ArrayList;
import java.util.List;

/**
 * A static configuration: listeners on ports that the kernel chooses, and three clusters. {@code nobody} has no endpoint,
 * {@code refused} has one where nobody listens, and {@code upstream} one that a test may name. Immutable.
 */
record EnvoyConfig(List<String> listeners, List<String> clusters, int upstreamPort, int drainSeconds) {

    /** Answers everything with {@link Site#BODY}. */
    static final String ITEMS = route(
            "{ prefix: / }",
            "direct_response: { status: 200, body: { inline_string: '%s' } }".formatted(Site.BODY.replace("'", "''")));

    /** YAML in flow style, so that pieces can be put together without counting blanks. */
    private static final String BOOTSTRAP = """
            {
              admin: { address: { socket_address: { address: 127.0.0.1, port_value: 0 } } },
              static_resources: {
                listeners: [ %listeners% ],
                clusters: [
                  { name: nobody, type: STATIC, load_assignment: { cluster_name: nobody } },
                  %refused%,
                  %upstream%%clusters%
                ]
              }
            }
            """;

    private static final String LISTENER = """
            {
              name: %name%,
              address: { socket_address: { address: 127.0.0.1, port_value: 0 } },
              filter_chains: [ { filters: [ {
                name: http,
                typed_config: {
                  "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager,
                  stat_prefix: %name%,
                  %options%
                  route_config: { virtual_hosts: [ { name: all, domains: ["*"], routes: [ %routes% ] } ] },
                  http_filters: [
                    { name: envoy.filters.http.local_ratelimit, typed_config: {
                      "@type": type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit,
                      stat_prefix: none } },
                    { name: router, typed_config: {
                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router%router% } } ]
                }
              } ] } ]
            }
            """;

    private static final String CLUSTER = """
            { name: %name%, type: STATIC, connect_timeout: 1s,
              load_assignment: { cluster_name: %name%, endpoints: [ { lb_endpoints: [ {
                endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: %port% } } } } ] } ] } }
            """;

    EnvoyConfig() {
        this(List.of(), List.of(), 1, 1);
    }

    EnvoyConfig listener(String name, String routes) {
        return listener(name, routes, "");
    }

    /** With further options of the connection manager, each with a comma behind it. */
    EnvoyConfig listener(String name, String routes, String options) {
        return listener(name, routes, options, "");
    }

    /** With further options of the router too, each with a comma before it. */
    EnvoyConfig listener(String name, String routes, String options, String router) {
        List<String> more = new ArrayList<>(listeners);
        more.add(LISTENER.replace("%name%", name)
                .replace("%routes%", routes)
                .replace("%options%", options)
                .replace("%router%", router)
                .strip());
        return new EnvoyConfig(more, clusters, upstreamPort, drainSeconds);
    }

    /** A further cluster, in YAML's flow style. */
    EnvoyConfig cluster(String text) {
        List<String> more = new ArrayList<>(clusters);
        more.add(text);
        return new EnvoyConfig(listeners, more, upstreamPort, drainSeconds);
    }

    EnvoyConfig upstream(int port) {
        return new EnvoyConfig(listeners, clusters, port, drainSeconds);
    }

    EnvoyConfig drainingFor(int seconds) {
        return new EnvoyConfig(listeners, clusters, upstreamPort, seconds);
    }

    static String to(String cluster) {
        return route("{ prefix: / }", "route: { cluster: " + cluster + " }");
    }

    static String answering(int status, String body) {
        return route(
                "{ prefix: / }",
                "direct_response: { status: %d, body: { inline_string: '%s' } }".formatted(status, body));
    }

    /** One call in so many seconds, the rest is answered 429 with these headers. */
    static String limited(int seconds, String headers) {
        return route("{ prefix: / }", """
                direct_response: { status: 200, body: { inline_string: '%s' } },
                typed_per_filter_config: { envoy.filters.http.local_ratelimit: {
                  "@type": type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit,
                  stat_prefix: limited,
                  token_bucket: { max_tokens: 1, tokens_per_fill: 1, fill_interval: %ds },
                  filter_enabled: { default_value: { numerator: 100 } },
                  filter_enforced: { default_value: { numerator: 100 } },
                  response_headers_to_add: [ %s ] } }
                """.formatted(Site.BODY, seconds, headers));
    }

    static String header(String name, String value) {
        return "{ header: { key: %s, value: '%s' } }".formatted(name, value);
    }

    static String route(String match, String action) {
        return "{ match: " + match + ", " + action.strip() + " }";
    }

    String text() {
        return BOOTSTRAP
                .replace("%listeners%", String.join(", ", listeners))
                .replace("%refused%", cluster("refused", 1))
                .replace("%upstream%", cluster("upstream", upstreamPort))
                .replace("%clusters%", clusters.isEmpty() ? "" : ", " + String.join(", ", clusters));
    }

    private static String cluster(String name, int port) {
        return CLUSTER.replace("%name%", name)
                .replace("%port%", Integer.toString(port))
                .strip();
    }
}

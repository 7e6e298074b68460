package io.meshclient.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Keys of where calls go among zones: {@code locality.*}. A part of the {@link KeyTable}. */
final class LocalityKeys {

    static final ConfigKey<String> MODE = new ConfigKey<>(
            "locality.mode",
            "off, weighted, zone-aware or load-aware",
            "off",
            "off, weighted, zone-aware, load-aware",
            "How the calls of a priority are spread over zones",
            "what keeps calls in a zone can overload it; whoever knows where its callers are switches it on",
            Parsers.oneOf("a mode", List.of("off", "weighted", "zone-aware", "load-aware")));
    static final ConfigKey<String> REGION = new ConfigKey<>(
            "locality.region",
            "text",
            "",
            "a region such as eu-central-1; empty if unknown",
            "The region in which this process runs; mostly set once, as mesh.client.locality.region",
            "nobody can guess it",
            text -> text);
    static final ConfigKey<String> ZONE = new ConfigKey<>(
            "locality.zone",
            "text",
            "",
            "a zone such as eu-central-1a; empty if unknown",
            "The zone in which this process runs; mostly set once, as mesh.client.locality.zone",
            "nobody can guess it",
            text -> text);
    static final ConfigKey<String> SUB_ZONE = new ConfigKey<>(
            "locality.sub-zone",
            "text",
            "",
            "a rack or the like; empty to disregard sub-zones",
            "The sub-zone in which this process runs; mostly set once, as mesh.client.locality.sub-zone",
            "most zones have no parts that matter",
            text -> text);
    static final ConfigKey<Map<String, Integer>> WEIGHTS = new ConfigKey<>(
            "locality.weights",
            "list of zone=weight",
            "",
            "zone=weight or region/zone=weight, weight 0 to 65535, several separated by commas; * for all others",
            "Weights of zones, with mode weighted",
            "zones weigh the same until somebody knows better; metadata locality-weight of endpoints counts too",
            Parsers::numbers);
    static final ConfigKey<String> LOCAL_SERVICE = new ConfigKey<>(
            "locality.local-service",
            "service",
            "",
            "a service of this mesh; empty for none",
            "The service whose endpoints are the instances of this application, with mode zone-aware",
            "only the application knows under which name it is registered",
            text -> text.toLowerCase(Locale.ROOT));
    static final ConfigKey<Map<String, Integer>> LOCAL_ZONES = new ConfigKey<>(
            "locality.local-zones",
            "list of zone=count",
            "",
            "zone=count, several separated by commas",
            "How many instances of this application run in each zone, where no local-service tells",
            "a registry knows it better",
            Parsers::numbers);
    static final ConfigKey<Integer> MIN_CLUSTER_SIZE = new ConfigKey<>(
            "locality.min-cluster-size",
            "whole number",
            "6",
            "0 to 1000000",
            "With mode zone-aware, zones are disregarded while fewer endpoints are healthy",
            "Envoy's: in small clusters one endpoint more or less moves a third of the calls",
            Parsers.integer(0, 1_000_000));
    static final ConfigKey<Integer> ROUTING_ENABLED = new ConfigKey<>(
            "locality.routing-enabled",
            "percentage",
            "100",
            "0 to 100",
            "With mode zone-aware, for which share of the calls zones count",
            "Envoy's; less for a careful start",
            Parsers.integer(0, 100));
    static final ConfigKey<Integer> FORCE_LOCAL = new ConfigKey<>(
            "locality.force-local",
            "whole number",
            "0",
            "0 (never) to 1000000",
            "With mode zone-aware, healthy endpoints in the own zone from which on all calls stay there, whatever the other callers do",
            "it may overload the own zone",
            Parsers.integer(0, 1_000_000));
    static final ConfigKey<Double> UTILIZATION_THRESHOLD = new ConfigKey<>(
            "locality.utilization-threshold",
            "number",
            "0.1",
            "0 to 1",
            "With mode load-aware, how much busier than the others the own zone may be and still take all calls",
            "Envoy's",
            Parsers.decimal(0, 1));
    static final ConfigKey<Double> REMOTE_PROBE = new ConfigKey<>(
            "locality.remote-probe",
            "percentage",
            "3",
            "0 to 100",
            "With mode load-aware, the least share of calls for other zones",
            "Envoy's: without calls nothing new is heard of them",
            Parsers.decimal(0, 100));

    /** In the order in which the documentation shows them. */
    static final List<ConfigKey<?>> ROWS = List.of(
            MODE,
            REGION,
            ZONE,
            SUB_ZONE,
            WEIGHTS,
            LOCAL_SERVICE,
            LOCAL_ZONES,
            MIN_CLUSTER_SIZE,
            ROUTING_ENABLED,
            FORCE_LOCAL,
            UTILIZATION_THRESHOLD,
            REMOTE_PROBE);

    private LocalityKeys() {}
}

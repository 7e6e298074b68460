package io.meshclient.spring.cloud;

import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Parsers;
import java.time.Duration;
import java.util.List;

/** The properties below {@code mesh.client.discovery.spring-cloud.}. */
final class SpringCloudKeys {

    private static final String NAMES = "list of metadata keys";
    private static final String ALLOWED_NAMES = "keys between commas; none for not at all";

    static final ConfigKey<Duration> INTERVAL = new ConfigKey<>(
            "interval",
            "duration",
            "30s",
            Parsers.POSITIVE_DURATIONS,
            "how long after an answer the next one is asked for, if no heartbeat comes before; up to 10 % less, at random",
            "about as often as Spring Cloud LoadBalancer, which keeps an answer for 35 s: no registry is asked more than before",
            Parsers::positiveDuration);

    static final ConfigKey<Duration> TIMEOUT = new ConfigKey<>(
            "timeout",
            "duration",
            "10s",
            Parsers.POSITIVE_DURATIONS,
            "how long an answer may take before that is a failure and its thread is interrupted",
            "above the connect and read timeouts that such clients have for one server, and not all of them have any",
            Parsers::positiveDuration);

    static final ConfigKey<List<String>> WEIGHT_KEYS = new ConfigKey<>(
            "weight-keys",
            NAMES,
            "weight",
            ALLOWED_NAMES,
            "the metadata whose first is an instance's weight",
            "what Spring Cloud LoadBalancer reads",
            Parsers::list);

    static final ConfigKey<List<String>> ZONE_KEYS = new ConfigKey<>(
            "zone-keys",
            NAMES,
            "zone,topology.kubernetes.io/zone",
            ALLOWED_NAMES,
            "the metadata whose first is the zone of its locality",
            "what Eureka's and Consul's clients register, and LoadBalancer reads; then Kubernetes' label",
            Parsers::list);

    static final ConfigKey<List<String>> REGION_KEYS = new ConfigKey<>(
            "region-keys",
            NAMES,
            "region,topology.kubernetes.io/region",
            ALLOWED_NAMES,
            "the metadata whose first is the region of its locality",
            "as for zones",
            Parsers::list);

    static final ConfigKey<List<String>> SUB_ZONE_KEYS = new ConfigKey<>(
            "sub-zone-keys",
            NAMES,
            "sub-zone",
            ALLOWED_NAMES,
            "the metadata whose first is the sub-zone of its locality",
            "nobody's, for there is no usual one",
            Parsers::list);

    static final List<ConfigKey<?>> ALL =
            List.of(INTERVAL, TIMEOUT, WEIGHT_KEYS, ZONE_KEYS, REGION_KEYS, SUB_ZONE_KEYS);

    private SpringCloudKeys() {}
}

package io.meshclient.discovery.testkit;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What a source may know of an endpoint beside its address, with the two values that {@link DiscoveryContract} tries. */
public enum Fact {
    /** 7, then 3. */
    WEIGHT((it, first) -> it.weight(first ? 7 : 3), Endpoint::weight),
    /** 2, then 1. */
    PRIORITY((it, first) -> it.priority(first ? 2 : 1), Endpoint::priority),
    /** {@code eu}, then {@code us}. */
    REGION(
            (it, first) -> it.locality(new Locality(first ? "eu" : "us", "", "")),
            it -> it.locality().region()),
    /** {@code eu-1}, then {@code eu-2}; of the region {@code eu}. */
    ZONE(
            (it, first) -> it.locality(new Locality("eu", first ? "eu-1" : "eu-2", "")),
            it -> it.locality().zone()),
    /** {@code rack-1}, then {@code rack-2}; of the region {@code eu} and the zone {@code eu-1}. */
    SUB_ZONE(
            (it, first) -> it.locality(new Locality("eu", "eu-1", first ? "rack-1" : "rack-2")),
            it -> it.locality().subZone()),
    /** {@code version=2.1}, then {@code version=2.2}; the source may know more than that. */
    METADATA(
            (it, first) -> it.metadata(Map.of("version", first ? "2.1" : "2.2")),
            it -> String.valueOf(it.metadata().get("version"))),
    /** It works, but worse than usual; then it is well again. */
    DEGRADED((it, first) -> it.health(first ? Health.DEGRADED : Health.HEALTHY), it -> it.health() == Health.DEGRADED),
    /** It is about to go; then it stays. */
    DRAINING((it, first) -> it.health(first ? Health.DRAINING : Health.HEALTHY), it -> it.health() == Health.DRAINING),
    /** It does not work; then it is well again. */
    UNHEALTHY(
            (it, first) -> it.health(first ? Health.UNHEALTHY : Health.HEALTHY), it -> it.health() == Health.UNHEALTHY);

    private final BiConsumer<Endpoint.Builder, Boolean> written;
    private final Function<Endpoint, Object> read;

    Fact(BiConsumer<Endpoint.Builder, Boolean> written, Function<Endpoint, Object> read) {
        this.written = written;
        this.read = read;
    }

    /** An endpoint of which this is known, and nothing else. */
    Endpoint of(String key, boolean first) {
        Endpoint.Builder builder = Endpoint.parse(key).toBuilder();
        written.accept(builder, first);
        return builder.build();
    }

    Object of(Endpoint endpoint) {
        return read.apply(endpoint);
    }
}

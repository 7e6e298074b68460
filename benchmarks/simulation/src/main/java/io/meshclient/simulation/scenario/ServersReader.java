package io.meshclient.simulation.scenario;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.ConfigValue;
import io.meshclient.policy.Settings;
import io.meshclient.simulation.latency.Latency;
import io.meshclient.simulation.latency.LogNormal;
import io.meshclient.simulation.latency.Quantiles;
import io.meshclient.simulation.latency.TwoHumped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads the list {@code servers}. */
final class ServersReader {

    private static final int PORT = 80;
    private static final List<ConfigKey<String>> KINDS =
            List.of(ServerKeys.LATENCY, ServerKeys.MEDIAN, ServerKeys.FAST, ServerKeys.QUANTILES);

    private final Function<String, List<String>> files;
    private final List<ServerSpec> servers = new ArrayList<>();

    /** A reader. */
    ServersReader(Function<String, List<String>> files) {
        this.files = files;
    }

    List<ServerSpec> read(Part scenario) {
        for (Part group : scenario.list(Keys.SERVERS_PART.name())) {
            read(group, group.settings(ServerKeys.SERVERS));
        }
        if (servers.stream().noneMatch(server -> server.joins() == 0)) {
            throw scenario.wrong("no server is there at the beginning; allowed: a group of servers without joins");
        }
        return servers;
    }

    private void read(Part part, Settings group) {
        if (!group.isSet(ServerKeys.NAME)) {
            throw part.missing(ServerKeys.NAME);
        }
        String name = group.get(ServerKeys.NAME);
        if (servers.stream().anyMatch(server -> server.group().equals(name))) {
            throw part.wrong(ServerKeys.NAME, group, "names two groups");
        }
        Latency latency = latency(part, group);
        for (int number = 0; number < group.get(ServerKeys.COUNT); number++) {
            servers.add(server(part, group, latency, number));
        }
    }

    private ServerSpec server(Part part, Settings group, Latency latency, int number) {
        String name = group.get(ServerKeys.NAME);
        long joins = later(group, ServerKeys.JOINS, ServerKeys.JOINS_EVERY, number);
        String leavesText = group.get(ServerKeys.LEAVES);
        long leaves = Long.MAX_VALUE;
        if (!leavesText.isEmpty()) {
            leaves = Duration.parse(leavesText).toNanos()
                    + group.get(ServerKeys.LEAVES_EVERY).toNanos() * number;
            if (leaves <= joins) {
                throw part.wrong(ServerKeys.LEAVES, group, "is before the server joins");
            }
        }
        return new ServerSpec(
                servers.size(),
                name,
                endpoint(group, name + "-" + (number + 1)),
                group.get(ServerKeys.WORKERS),
                group.get(ServerKeys.QUEUE),
                latency,
                group.get(ServerKeys.COLD_FACTOR),
                group.get(ServerKeys.COLD_FOR).toNanos(),
                joins,
                leaves,
                group.get(ServerKeys.PAUSES_EVERY).toNanos(),
                group.get(ServerKeys.PAUSES_FOR).toNanos());
    }

    private static long later(Settings group, ConfigKey<Duration> first, ConfigKey<Duration> every, int number) {
        return group.get(first).toNanos() + group.get(every).toNanos() * number;
    }

    private static Endpoint endpoint(Settings group, String name) {
        return Endpoint.builder(name, PORT)
                .weight(group.get(ServerKeys.WEIGHT))
                .priority(group.get(ServerKeys.PRIORITY))
                .locality(new Locality(group.get(ServerKeys.REGION), group.get(ServerKeys.ZONE), ""))
                .health(Health.HEALTHY)
                .metadata(group.get(ServerKeys.METADATA))
                .build();
    }

    private Latency latency(Part part, Settings group) {
        List<ConfigKey<String>> set = KINDS.stream().filter(group::isSet).toList();
        if (set.isEmpty()) {
            throw part.wrong("group " + group.get(ServerKeys.NAME)
                    + " has no latency; allowed: latency, or below it median and p99, fast and slow, or quantiles");
        }
        if (set.size() > 1) {
            throw part.wrong(
                    set.get(1),
                    group,
                    "is a second kind of latency beside " + set.get(0).name());
        }
        ConfigKey<String> kind = set.get(0);
        if (kind == ServerKeys.MEDIAN) {
            return logNormal(part, group);
        }
        if (kind == ServerKeys.FAST) {
            return twoHumped(part, group);
        }
        return kind == ServerKeys.LATENCY ? Latency.constant(nanos(group, kind)) : quantiles(group.value(kind));
    }

    private static long nanos(Settings group, ConfigKey<String> key) {
        return Duration.parse(group.get(key)).toNanos();
    }

    private static Latency logNormal(Part part, Settings group) {
        if (!group.isSet(ServerKeys.P99)) {
            throw part.missing(ServerKeys.P99);
        }
        if (nanos(group, ServerKeys.P99) < nanos(group, ServerKeys.MEDIAN)) {
            throw part.wrong(ServerKeys.P99, group, "is below the median");
        }
        return LogNormal.of(nanos(group, ServerKeys.MEDIAN), nanos(group, ServerKeys.P99));
    }

    private static Latency twoHumped(Part part, Settings group) {
        if (!group.isSet(ServerKeys.SLOW)) {
            throw part.missing(ServerKeys.SLOW);
        }
        if (nanos(group, ServerKeys.SLOW) < nanos(group, ServerKeys.FAST)) {
            throw part.wrong(ServerKeys.SLOW, group, "is below the fast hump");
        }
        return TwoHumped.of(
                nanos(group, ServerKeys.FAST), nanos(group, ServerKeys.SLOW), group.get(ServerKeys.SLOW_SHARE) / 100);
    }

    private Latency quantiles(ConfigValue file) {
        try {
            return Quantiles.parse(file.text(), files.apply(file.text()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file.origin() + ": " + e.getMessage(), e);
        }
    }
}

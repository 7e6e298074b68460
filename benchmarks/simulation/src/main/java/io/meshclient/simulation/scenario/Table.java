package io.meshclient.simulation.scenario;

import io.meshclient.policy.ConfigKey;
import io.meshclient.time.Internal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The keys of one part of a scenario file; the documentation's tables are these. */
@Internal
public final class Table {

    private final List<ConfigKey<?>> rows = new ArrayList<>();
    private final List<String> parts = new ArrayList<>();

    Table() {}

    <T> ConfigKey<T> row(
            String name, String kind, String absent, String allowed, String meaning, Function<String, T> parser) {
        ConfigKey<T> key = new ConfigKey<>(name, kind, absent, allowed, meaning, "", parser);
        rows.add(key);
        return key;
    }

    /** A key below which there is more. */
    ConfigKey<String> part(String name, String kind, String allowed, String meaning) {
        parts.add(name);
        return row(name, kind, "", allowed, meaning, text -> text);
    }

    /** The names of those below which there is more. */
    List<String> parts() {
        return parts;
    }

    /**
     * All of them.
     *
     * @return in the order in which the documentation shows them
     */
    public List<ConfigKey<?>> rows() {
        return List.copyOf(rows);
    }
}

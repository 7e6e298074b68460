package io.meshclient.benchmarks.faults;

import io.meshclient.benchmarks.faults.target.Targets;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trouble.Troubles;
import java.util.ArrayList;
import java.util.List;

/** All faults, in the order of the table. */
public final class Catalogue {

    private Catalogue() {}

    public static List<Fault> all() {
        List<Fault> all = new ArrayList<>(Troubles.all());
        all.addAll(Targets.all());
        return List.copyOf(all);
    }

    /** Those with these names, in the order of the table; all if none is named. */
    static List<Fault> named(List<String> names) {
        List<String> known = all().stream().map(Fault::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("no fault '" + name + "'; there are: " + String.join(", ", known));
            }
        }
        return all().stream()
                .filter(fault -> names.isEmpty() || names.contains(fault.name()))
                .toList();
    }
}

package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.trial.Fault;
import java.util.List;

/** The troubles, in the order of the table. */
public final class Troubles {

    private Troubles() {}

    public static List<Fault> all() {
        return List.of(new ConnectionRefused());
    }
}

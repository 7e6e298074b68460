package io.meshclient.benchmarks.endtoend;

import io.meshclient.benchmarks.endtoend.contender.ContenderName;
import io.meshclient.benchmarks.endtoend.contender.PolicyCounts;
import io.meshclient.benchmarks.endtoend.load.LoadResult;
import io.meshclient.benchmarks.endtoend.stand.Backends;
import io.meshclient.benchmarks.endtoend.stand.Nginx;
import io.meshclient.benchmarks.endtoend.stand.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/**
 * The round before the measured ones: does each contender do the work whose price is to be measured? It balances over
 * three backends, meets one 503, then a backend that answers nothing but 503, then a dead backend.
 */
final class Sanity {
    private static final int CALLERS = 8;
    private static final int CALLS_PER_CALLER = 300;
    static final int CALLS = CALLERS * CALLS_PER_CALLER;
    private static final int LONGEST_SEARCH = 500;

    private final Backends backends;
    private final Tools tools;
    private final Path directory;

    Sanity(Backends backends, Tools tools, Path directory) {
        this.backends = backends;
        this.tools = tools;
        this.directory = directory;
    }

    SanityReport examine(ContenderName contender) throws IOException {
        List<Long> spread;
        Episode one503;
        Episode sick;
        try (Stage stage = Stage.set(contender, backends, tools, directory)) {
            spread = spread(stage);
            one503 = one503(stage);
            sick = sick(stage);
        }
        // A new process: what the last episode taught must not help with the next.
        try (Stage stage = Stage.set(contender, backends, tools, directory)) {
            return new SanityReport(contender, spread, one503, sick, dead(stage), "");
        }
    }

    private List<Long> spread(Stage stage) throws IOException {
        Backends.Tally tally = backends.tally();
        stage.worker().runCalls(CALLERS, CALLS_PER_CALLER);
        return tally.served();
    }

    /** A backend answers 503 until it has done so once. */
    private Episode one503(Stage stage) throws IOException {
        Nginx backend = busiest(stage, 1);
        PolicyCounts before = stage.counts();
        long errors = 0;
        backend.sick(true);
        try {
            long asked = backend.requests();
            for (int call = 0; call < LONGEST_SEARCH; call++) {
                errors += stage.worker().runCalls(1, 1).errors();
                long now = backend.requests();
                if (now > asked + 1) {
                    break;
                }
                asked = now;
            }
        } finally {
            backend.sick(false);
        }
        return new Episode(errors, stage.counts().minus(before));
    }

    private Episode sick(Stage stage) throws IOException {
        Nginx backend = busiest(stage, CALLERS);
        backend.sick(true);
        try {
            return faults(stage);
        } finally {
            backend.sick(false);
        }
    }

    private Episode dead(Stage stage) throws IOException {
        Nginx backend = busiest(stage, CALLERS);
        backend.kill();
        try {
            return faults(stage);
        } finally {
            backend.restart();
        }
    }

    /** Who is called most just now: one that latency speaks against might not be met for many seconds. */
    private Nginx busiest(Stage stage, int callers) throws IOException {
        Backends.Tally tally = backends.tally();
        stage.worker().runCalls(callers, CALLS_PER_CALLER);
        List<Long> served = tally.served();
        return backends.get(served.indexOf(Collections.max(served)));
    }

    private static Episode faults(Stage stage) throws IOException {
        PolicyCounts before = stage.counts();
        LoadResult load = stage.worker().runCalls(CALLERS, CALLS_PER_CALLER);
        return new Episode(load.errors(), stage.counts().minus(before));
    }

    /** What the caller saw of a fault, and what the policies did about it. */
    record Episode(long errors, PolicyCounts counts) {}
}

package io.meshclient.benchmarks.endtoend;

import io.meshclient.benchmarks.endtoend.contender.ContenderName;
import io.meshclient.benchmarks.endtoend.contender.PolicyCounts;
import io.meshclient.benchmarks.endtoend.load.LoadResult;
import io.meshclient.benchmarks.endtoend.stand.Backends;
import io.meshclient.benchmarks.endtoend.stand.Nginx;
import io.meshclient.benchmarks.endtoend.stand.Tools;
import java.io.IOException;
import java.nio.file.Path;
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

    /** Backend 0 answers 503 until it has done so once. */
    private Episode one503(Stage stage) throws IOException {
        Nginx backend = backends.get(0);
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
        // Not backend 0: a client that remembers its one 503 would pass by.
        backends.get(2).sick(true);
        try {
            return faults(stage);
        } finally {
            backends.get(2).sick(false);
        }
    }

    private Episode dead(Stage stage) throws IOException {
        stage.worker().runCalls(CALLERS, CALLS_PER_CALLER);
        backends.get(1).kill();
        try {
            return faults(stage);
        } finally {
            backends.get(1).restart();
        }
    }

    private static Episode faults(Stage stage) throws IOException {
        PolicyCounts before = stage.counts();
        LoadResult load = stage.worker().runCalls(CALLERS, CALLS_PER_CALLER);
        return new Episode(load.errors(), stage.counts().minus(before));
    }

    /** What the caller saw of a fault, and what the policies did about it. */
    record Episode(long errors, PolicyCounts counts) {}
}

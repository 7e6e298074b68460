package io.meshclient.benchmarks.micro;

import io.meshclient.balance.PickArgs;
import io.meshclient.cluster.Choice;
import io.meshclient.cluster.Cluster;
import io.meshclient.cluster.EndpointState;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.guard.Admission;
import io.meshclient.observe.MeshObserver;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.time.MeshRuntime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A cluster of the library with as many endpoints as asked for, and attempts on it that need no network. */
final class Service implements AutoCloseable {
    private static final long LATENCY_NANOS = 1_000_000;
    private static final long LONGEST_SEARCH_PER_ENDPOINT = 100;

    private final MeshRuntime runtime = MeshRuntime.system();
    private final Cluster cluster;
    private final List<Endpoint> endpoints = new ArrayList<>();

    Service(int size) {
        this(size, "peak-ewma");
    }

    Service(int size, String policy) {
        this(size, service -> service.balancer(policy));
    }

    Service(int size, Consumer<ServiceConfig.Builder> edit) {
        cluster = new Cluster(
                ServiceConfig.of("bench", service -> edit.accept(service.endpoints("127.0.0.1:8080"))),
                runtime,
                new MeshObserver() {},
                gone -> {});
        for (int index = 0; index < size; index++) {
            endpoints.add(endpoint(index));
        }
        update(EndpointSet.of(endpoints));
    }

    private static Endpoint endpoint(int index) {
        return Endpoint.parse("10.%d.%d.%d:8080".formatted(index >> 16, (index >> 8) & 255, index & 255));
    }

    void update(EndpointSet set) {
        cluster.update(set);
    }

    /** The same endpoints, but for the last one, which is another. */
    EndpointSet withAnotherLast(int index) {
        List<Endpoint> changed = new ArrayList<>(endpoints);
        changed.set(changed.size() - 1, endpoint(endpoints.size() + index));
        return EndpointSet.of(changed);
    }

    Cluster cluster() {
        return cluster;
    }

    PickArgs newCall() {
        return new PickArgs(runtime.random());
    }

    long now() {
        return runtime.ticker().nanos();
    }

    MeshRuntime runtime() {
        return runtime;
    }

    /** Picks, is admitted, is answered with 200 after a millisecond, ends. */
    Choice attempt(PickArgs call, long now) {
        Choice choice = cluster.admit(call, now);
        Admission admission = choice.admission();
        if (admission == null) {
            throw new IllegalStateException("refused: " + choice.refusal());
        }
        admission.headers(Outcome.response(200, LATENCY_NANOS), Verdict.SUCCESS, now + LATENCY_NANOS);
        admission.end();
        return choice;
    }

    /** Its endpoint states, each of which has answered at least once. */
    List<EndpointState> warmStates() {
        Map<EndpointState, Boolean> seen = new IdentityHashMap<>();
        long most = LONGEST_SEARCH_PER_ENDPOINT * endpoints.size();
        for (long attempt = 0; seen.size() < endpoints.size() && attempt < most; attempt++) {
            EndpointState state = attempt(newCall(), now()).endpoint();
            if (state != null) {
                seen.put(state, true);
            }
        }
        return sized(seen.keySet());
    }

    private List<EndpointState> sized(Collection<EndpointState> seen) {
        if (seen.size() != endpoints.size()) {
            throw new IllegalStateException(seen.size() + " of " + endpoints.size() + " endpoints were ever picked");
        }
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        cluster.remove();
        runtime.close();
    }
}

package io.meshclient.discovery.testkit;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.endpoint.EndpointSet;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A registry in memory and a discovery for it with a thread of its own, which can be told to break its word. */
final class MemorySource {

    enum Fault {
        NEVER_ANSWERS,
        IGNORES_UNKNOWN_TARGETS,
        TELLS_DIFFERENCES,
        SKIPS_EMPTY_SETS,
        EMPTIES_ON_FAILURE,
        STAYS_SILENT_AFTER_A_FAILURE,
        CALLS_AFTER_UNSUBSCRIBE,
        ONE_LISTENER_ONLY,
        A_THROWING_LISTENER_ENDS_IT,
        LEAVES_ITS_THREAD,
        SUBSCRIBES_AFTER_CLOSE
    }

    private final Set<Fault> faults;
    private final Map<String, EndpointSet> sets = new HashMap<>(); // guarded by this
    private final List<MemoryDiscovery> discoveries = new ArrayList<>(); // guarded by this

    MemorySource(Set<Fault> faults) {
        this.faults = faults.isEmpty() ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(faults);
    }

    synchronized Discovery discovery() {
        MemoryDiscovery discovery = new MemoryDiscovery();
        discoveries.add(discovery);
        return discovery;
    }

    synchronized void publish(String target, EndpointSet set) {
        EndpointSet old = sets.put(target, set);
        discoveries.forEach(discovery -> discovery.run(() -> discovery.published(target, old, set)));
    }

    synchronized void fail() {
        discoveries.forEach(discovery -> discovery.run(discovery::failed));
    }

    private synchronized EndpointSet ask(String target) {
        return sets.get(target);
    }

    /** Ends threads that a faulty discovery left. */
    synchronized void cleanUp() {
        discoveries.forEach(discovery -> discovery.worker.shutdownNow());
    }

    private final class MemoryDiscovery implements Discovery {
        private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "memory-discovery");
            thread.setDaemon(true);
            return thread;
        });
        private final List<Member> members = new ArrayList<>(); // owned by the worker
        private boolean broken; // owned by the worker
        private volatile boolean closed;

        @Override
        public Subscription subscribe(String target, Listener listener) {
            if (closed && !has(Fault.SUBSCRIBES_AFTER_CLOSE)) {
                throw new IllegalStateException("closed");
            }
            Member member = new Member(target, listener);
            run(() -> joined(member));
            return () -> member.closed = !has(Fault.CALLS_AFTER_UNSUBSCRIBE);
        }

        private void joined(Member member) {
            if (has(Fault.ONE_LISTENER_ONLY)) {
                members.clear();
            }
            members.add(member);
            EndpointSet set = ask(member.target);
            if (has(Fault.NEVER_ANSWERS)) {
                return;
            }
            if (set != null) {
                tell(member, () -> member.listener.onEndpoints(set));
            } else if (!has(Fault.IGNORES_UNKNOWN_TARGETS)) {
                tell(member, () -> member.listener.onFailure(new IllegalArgumentException("unknown " + member.target)));
            }
        }

        private void published(String target, EndpointSet old, EndpointSet set) {
            boolean silent = broken && has(Fault.STAYS_SILENT_AFTER_A_FAILURE) && set.equals(old);
            if (silent || (set.isEmpty() && has(Fault.SKIPS_EMPTY_SETS))) {
                return;
            }
            EndpointSet told = set;
            if (has(Fault.TELLS_DIFFERENCES) && old != null) {
                told = EndpointSet.of(set.endpoints().stream()
                        .filter(endpoint -> !old.endpoints().contains(endpoint))
                        .toList());
            }
            EndpointSet answer = told;
            for (Member member : List.copyOf(members)) {
                if (member.target.equals(target)) {
                    tell(member, () -> member.listener.onEndpoints(answer));
                }
            }
        }

        private void failed() {
            broken = true;
            for (Member member : List.copyOf(members)) {
                if (has(Fault.EMPTIES_ON_FAILURE)) {
                    tell(member, () -> member.listener.onEndpoints(EndpointSet.EMPTY));
                }
                tell(member, () -> member.listener.onFailure(new IllegalStateException("broken")));
            }
        }

        private void tell(Member member, Runnable call) {
            if (member.closed || closed) {
                return;
            }
            try {
                call.run();
            } catch (RuntimeException e) {
                if (has(Fault.A_THROWING_LISTENER_ENDS_IT)) {
                    worker.shutdownNow();
                }
            }
        }

        private void run(Runnable task) {
            if (!worker.isShutdown()) {
                worker.execute(task);
            }
        }

        private boolean has(Fault fault) {
            return faults.contains(fault);
        }

        @Override
        public void close() {
            closed = true;
            if (!has(Fault.LEAVES_ITS_THREAD)) {
                worker.shutdownNow();
            }
        }
    }

    private static final class Member {
        private final String target;
        private final Listener listener;
        private volatile boolean closed;

        Member(String target, Listener listener) {
            this.target = target;
            this.listener = listener;
        }
    }
}

package io.meshclient.discovery.testkit;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

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
        SUBSCRIBES_AFTER_CLOSE,
        CLOSES_SLOWLY,
        WORKS_FOR_NOBODY,
        KNOWS_ADDRESSES_ONLY,
        KEEPS_TOO_MUCH,
        IGNORES_BAD_ANSWERS,
        EMPTIES_ON_A_BAD_ANSWER,
        QUOTES_THE_ANSWER,
        SAYS_NOTHING_OF_A_BAD_ANSWER,
        WAITS_FOR_AN_ANSWER_WHEN_CLOSED,
        TELLS_THE_SECRET,
        LOGS_THE_SECRET,
        SHOWS_THE_SECRET,
        NEVER_FORGETS,
        IS_LOST_AFTER_A_FAILURE
    }

    static final String SECRET = "open sesame";

    private static final Duration LONG = Duration.ofMillis(1_200);

    private final Set<Fault> faults;
    private final AtomicLong work = new AtomicLong();
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

    synchronized void answer(BadAnswer how) {
        for (MemoryDiscovery discovery : discoveries) {
            discovery.waiting = how == BadAnswer.SILENT;
            discovery.run(() -> discovery.heardBadly(how));
        }
    }

    long work() {
        return work.get();
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
        private final List<byte[]> kept = new ArrayList<>(); // owned by the worker
        private EndpointSet remembered = EndpointSet.EMPTY; // owned by the worker
        private boolean broken; // owned by the worker
        private volatile boolean waiting;
        private volatile boolean closed;

        @Override
        public Subscription subscribe(String target, Listener listener) {
            if (closed && !has(Fault.SUBSCRIBES_AFTER_CLOSE)) {
                throw new IllegalStateException("closed");
            }
            Member member = new Member(target, listener);
            run(() -> joined(member));
            return () -> {
                member.closed = !has(Fault.CALLS_AFTER_UNSUBSCRIBE);
                member.unwatched = !has(Fault.WORKS_FOR_NOBODY) && !has(Fault.CALLS_AFTER_UNSUBSCRIBE);
            };
        }

        private void joined(Member member) {
            if (has(Fault.ONE_LISTENER_ONLY)) {
                members.clear();
            }
            members.add(member);
            work.incrementAndGet();
            EndpointSet set = ask(member.target);
            remembered = set == null ? remembered : set;
            if (has(Fault.NEVER_ANSWERS)) {
                return;
            }
            if (set != null) {
                tell(member, set);
            } else if (!has(Fault.IGNORES_UNKNOWN_TARGETS)) {
                tell(member, () -> member.listener.onFailure(new IllegalArgumentException("unknown " + member.target)));
            }
        }

        private void published(String target, EndpointSet old, EndpointSet set) {
            boolean silent = broken && has(Fault.STAYS_SILENT_AFTER_A_FAILURE) && set.equals(old)
                    || broken && has(Fault.IS_LOST_AFTER_A_FAILURE);
            if (silent || (set.isEmpty() && has(Fault.SKIPS_EMPTY_SETS))) {
                return;
            }
            EndpointSet told = set;
            if (has(Fault.TELLS_DIFFERENCES) && old != null) {
                told = EndpointSet.of(set.endpoints().stream()
                        .filter(endpoint -> !old.endpoints().contains(endpoint))
                        .toList());
            }
            if (has(Fault.NEVER_FORGETS) && old != null) {
                Map<String, Endpoint> all = new LinkedHashMap<>();
                remembered.endpoints().forEach(endpoint -> all.put(endpoint.key(), endpoint));
                set.endpoints().forEach(endpoint -> all.put(endpoint.key(), endpoint));
                remembered = EndpointSet.of(List.copyOf(all.values()));
                told = remembered;
            }
            EndpointSet answer = told;
            for (Member member : List.copyOf(members)) {
                if (member.target.equals(target) && !member.unwatched) {
                    work.incrementAndGet();
                    tell(member, answer);
                }
            }
        }

        private void failed() {
            broken = true;
            for (Member member : List.copyOf(members)) {
                if (has(Fault.EMPTIES_ON_FAILURE)) {
                    tell(member, EndpointSet.EMPTY);
                }
                tell(member, () -> member.listener.onFailure(new IllegalStateException("broken")));
            }
        }

        private void heardBadly(BadAnswer how) {
            if (has(Fault.IGNORES_BAD_ANSWERS)) {
                return;
            }
            if (has(Fault.LOGS_THE_SECRET)) {
                System.err.println("asked with " + SECRET);
            }
            for (Member member : List.copyOf(members)) {
                if (has(Fault.EMPTIES_ON_A_BAD_ANSWER)) {
                    tell(member, EndpointSet.EMPTY);
                }
                tell(member, () -> member.listener.onFailure(failure(how)));
            }
        }

        private Exception failure(BadAnswer how) {
            if (has(Fault.SAYS_NOTHING_OF_A_BAD_ANSWER)) {
                return new IllegalStateException();
            }
            String more = has(Fault.QUOTES_THE_ANSWER) ? " <html>".repeat(1_000) : "";
            String cause = has(Fault.TELLS_THE_SECRET) ? "not with " + SECRET : "no";
            return new IllegalStateException("answered badly: " + how + more, new IllegalStateException(cause));
        }

        private void tell(Member member, EndpointSet set) {
            EndpointSet told = set;
            if (has(Fault.KNOWS_ADDRESSES_ONLY)) {
                told = EndpointSet.of(set.endpoints().stream()
                        .map(endpoint -> Endpoint.parse(endpoint.key()))
                        .toList());
            }
            if (has(Fault.KEEPS_TOO_MUCH)) {
                set.endpoints().forEach(endpoint -> kept.add(new byte[15_000]));
            }
            EndpointSet answer = told;
            tell(member, () -> member.listener.onEndpoints(answer));
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
        public String toString() {
            return "memory" + (has(Fault.SHOWS_THE_SECRET) ? SECRET : "");
        }

        @Override
        public void close() {
            closed = true;
            if (has(Fault.CLOSES_SLOWLY) || (waiting && has(Fault.WAITS_FOR_AN_ANSWER_WHEN_CLOSED))) {
                LockSupport.parkNanos(LONG.toNanos());
            }
            if (!has(Fault.LEAVES_ITS_THREAD)) {
                worker.shutdownNow();
            }
        }
    }

    private static final class Member {
        private volatile boolean unwatched;
        private final String target;
        private final Listener listener;
        private volatile boolean closed;

        Member(String target, Listener listener) {
            this.target = target;
            this.listener = listener;
        }
    }
}

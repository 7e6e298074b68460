package io.meshclient.discovery.eureka;

import io.meshclient.discovery.Backoff;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.discovery.WatchedDiscovery;
import io.meshclient.time.MeshRuntime;
import io.meshclient.time.Timers.Timer;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the registry again and again, once for all targets, while there are any. Differences are asked for where they
 * can be trusted; whenever the outcome is not what the server counts, and after every failure, the whole registry is.
 */
final class FetchLoop implements WatchedDiscovery.Source {

    private static final Logger LOG = LoggerFactory.getLogger(FetchLoop.class);
    private static final Timer NONE = () -> {};
    private static final double JITTER = 0.1; // of the interval, so that clients that began together drift apart

    private final EurekaSettings settings;
    private final Eureka eureka;
    private final MeshRuntime runtime;
    private final Turns turns = new Turns(); // owns all that follows
    private final Set<Watch> watches = new LinkedHashSet<>();
    private final ServerRing ring;
    private @Nullable Registry known;
    private @Nullable IOException failing;
    private int failures; // rounds in a row
    private boolean wholeNext = true;
    private boolean hasDelta = true;
    private long wholeDueNanos;
    private @Nullable Exchange underWay;
    private Timer timer = NONE;

    FetchLoop(EurekaSettings settings, Eureka eureka, MeshRuntime runtime) {
        this.settings = settings;
        this.eureka = eureka;
        this.runtime = runtime;
        this.ring = new ServerRing(settings.servers());
    }

    @Override
    public Subscription watch(String target, Listener heard) {
        Watch watch = new Watch(Target.of(target), heard);
        turns.take(() -> add(watch));
        return () -> turns.take(() -> remove(watch));
    }

    @Override
    public void close() {
        eureka.close();
    }

    private void add(Watch watch) {
        watches.add(watch);
        if (watches.size() == 1) {
            round();
            return;
        }
        if (known != null) {
            watch.tell(known);
        }
        if (failing != null) {
            watch.fail(failing);
        }
    }

    private void remove(Watch watch) {
        if (!watches.remove(watch) || !watches.isEmpty()) {
            return;
        }
        timer.cancel();
        if (underWay != null) {
            underWay.cancel();
        }
        underWay = null;
        known = null;
        failing = null;
        failures = 0;
        wholeNext = true;
        hasDelta = true;
    }

    private void round() {
        ring.beginRound();
        ask();
    }

    private void ask() {
        Exchange exchange = new Exchange(wantsWhole());
        underWay = exchange;
        exchange.begin(ring.current());
    }

    private boolean wantsWhole() {
        return known == null
                || wholeNext
                || !hasDelta
                || !settings.delta()
                || runtime.ticker().nanos() - wholeDueNanos >= 0;
    }

    private void answered(boolean whole, Answer answer) {
        if (whole || known == null) {
            wholeNext = false;
            wholeDueNanos = runtime.ticker().nanos() + settings.fullInterval().toNanos();
            accept(Registry.of(answer.changes()));
            return;
        }
        Registry next = known.with(answer.changes());
        if (next.hash().equals(answer.hash())) {
            accept(next);
            return;
        }
        LOG.debug(
                "Differences of {} give {}, not {}: the whole is fetched", ring.current(), next.hash(), answer.hash());
        wholeNext = true;
        ask();
    }

    private void accept(Registry registry) {
        if (!ring.complaints().isEmpty()) {
            LOG.info("Eureka server {} is used now; {}", ring.current(), String.join("; ", ring.complaints()));
        }
        known = registry;
        failing = null;
        failures = 0;
        watches.forEach(watch -> watch.tell(registry));
        double share = 1 - JITTER * runtime.random().nextDouble();
        again((long) (settings.interval().toNanos() * share));
    }

    private void failed(boolean whole, IOException why) {
        if (!whole && why instanceof AnswerException told && told.notOffered()) {
            hasDelta = false;
            ask();
            return;
        }
        wholeNext = true; // differences are kept for minutes only, and by each server for itself
        hasDelta = true;
        if (ring.next(why)) {
            ask();
            return;
        }
        failures++;
        IOException all = new IOException("No Eureka server can be used. " + String.join("; ", ring.complaints()), why);
        failing = all;
        watches.forEach(watch -> watch.fail(all));
        again(Backoff.USUAL.nanos(failures, runtime.random()));
    }

    private void again(long nanos) {
        timer.cancel();
        if (!watches.isEmpty()) {
            timer = runtime.timers().schedule(nanos, () -> turns.take(this::due));
        }
    }

    private void due() {
        if (!watches.isEmpty() && underWay == null) {
            round();
        }
    }

    /** A question and its answer, which nobody waits for if another question is under way, or none. */
    private final class Exchange implements Eureka.Asker {
        private final boolean whole;
        private Eureka.@Nullable Request request;

        Exchange(boolean whole) {
            this.whole = whole;
        }

        void begin(Server server) {
            request = eureka.ask(server, whole, this);
        }

        void cancel() {
            if (request != null) {
                request.cancel();
            }
        }

        @Override
        public void answered(Answer answer) {
            turns.take(() -> end(() -> FetchLoop.this.answered(whole, answer)));
        }

        @Override
        public void failed(IOException why) {
            turns.take(() -> end(() -> FetchLoop.this.failed(whole, why)));
        }

        private void end(Runnable next) {
            if (underWay == this) {
                underWay = null;
                next.run();
            }
        }
    }
}

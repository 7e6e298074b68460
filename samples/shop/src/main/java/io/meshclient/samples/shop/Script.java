package io.meshclient.samples.shop;

import io.meshclient.samples.shop.instance.Mood;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** The troubles, one after the other, each at its second of the counted time. */
final class Script {
    /** A registry's clients ask again after 10 s at most. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Fleet fleet;
    private final Timetable times;
    private final long countingStart;
    private final PrintStream out;
    private final List<Trouble> troubles = new ArrayList<>();
    private Optional<Outage> outage = Optional.empty();

    Script(Fleet fleet, Timetable times, long countingStart, PrintStream out) {
        this.fleet = fleet;
        this.times = times;
        this.countingStart = countingStart;
        this.out = out;
    }

    /** Plays the script to its end and says what was done when. */
    List<Trouble> play() throws IOException, InterruptedException {
        slow(fleet.named("orders-2"), times.slow());
        errors(fleet.named("inventory-3"), times.errors());
        death(fleet.named("orders-1"), times.death());
        rollingRestart(times.rolling());
        return List.copyOf(troubles);
    }

    /** Plays it while the registry is away, and then has one more instance. */
    List<Trouble> playWithout(Registry registry) throws IOException, InterruptedException {
        double killed = at(times.registryKilled(), registry.label() + " is killed");
        registry.kill();
        List<Trouble> done = play();
        at(times.registryBack(), registry.label() + " is started again");
        registry.start();
        double back = now();
        say(back, registry.label() + " answers again");
        Instance newcomer = fleet.enlarge();
        double started = now();
        say(started, newcomer.name() + ", which is new, is up");
        outage = Optional.of(new Outage(registry.label(), killed, back, newcomer.name(), started, firstCall(newcomer)));
        return done;
    }

    private OptionalDouble firstCall(Instance newcomer) throws IOException, InterruptedException {
        if (newcomer.isCalled(PATIENCE)) {
            double first = now();
            say(first, newcomer.name() + " gets its first call");
            return OptionalDouble.of(first);
        }
        say(now(), newcomer.name() + " still gets no call");
        return OptionalDouble.empty();
    }

    /** What became of the registry, if there was one. */
    Optional<Outage> outage() {
        return outage;
    }

    private void slow(Instance instance, Timetable.Span span) throws IOException, InterruptedException {
        double begun = at(span.from(), instance.name() + " takes 1 s for each answer");
        instance.set(Mood.SLOW);
        at(span.to(), instance.name() + " is quick again");
        instance.set(Mood.WELL);
        note(instance.name(), "1 s an answer", begun);
    }

    private void errors(Instance instance, Timetable.Span span) throws IOException, InterruptedException {
        double begun = at(span.from(), instance.name() + " answers 503");
        instance.set(Mood.ERRORS);
        at(span.to(), instance.name() + " is well again");
        instance.set(Mood.WELL);
        note(instance.name(), "answers 503", begun);
    }

    private void death(Instance instance, Timetable.Span span) throws IOException, InterruptedException {
        double begun = at(span.from(), instance.name() + " gets SIGKILL");
        instance.kill();
        at(span.to(), instance.name() + " is started again on its port");
        instance.start();
        note(instance.name(), "SIGKILL", begun);
    }

    private void rollingRestart(int from) throws IOException, InterruptedException {
        double begun = at(from, "rolling restart of all, one at a time");
        for (Instance instance : fleet.instances()) {
            instance.restart();
            Thread.sleep(times.betweenRestartsMillis());
        }
        note("all", "rolling restart", begun);
        say(now(), "all are restarted");
    }

    private double at(int second, String what) throws InterruptedException {
        long wait = countingStart + TimeUnit.SECONDS.toNanos(second) - System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(wait);
        double now = now();
        say(now, what);
        return now;
    }

    private void note(String where, String what, double begun) {
        troubles.add(new Trouble(where, what, begun, now()));
    }

    private double now() {
        return (System.nanoTime() - countingStart) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private void say(double now, String what) {
        out.printf(Locale.ROOT, "%6.1f s  %s%n", now, what);
    }
}

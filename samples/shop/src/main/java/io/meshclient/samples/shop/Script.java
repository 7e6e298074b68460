package io.meshclient.samples.shop;

import io.meshclient.samples.shop.instance.Mood;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The troubles, one after the other, each at its second of the counted time. */
final class Script {
    private static final long BETWEEN_RESTARTS_MILLIS = 1000;

    private final Fleet fleet;
    private final long countingStart;
    private final PrintStream out;
    private final List<Trouble> troubles = new ArrayList<>();

    Script(Fleet fleet, long countingStart, PrintStream out) {
        this.fleet = fleet;
        this.countingStart = countingStart;
        this.out = out;
    }

    /** Plays the script to its end and says what was done when. */
    List<Trouble> play() throws IOException, InterruptedException {
        slow(fleet.named("orders-2"), 3, 10);
        errors(fleet.named("inventory-3"), 13, 19);
        death(fleet.named("orders-1"), 22, 25);
        rollingRestart(28);
        return List.copyOf(troubles);
    }

    private void slow(Instance instance, int from, int to) throws IOException, InterruptedException {
        double begun = at(from, instance.name() + " takes 1 s for each answer");
        instance.set(Mood.SLOW);
        at(to, instance.name() + " is quick again");
        instance.set(Mood.WELL);
        note(instance.name(), "1 s an answer", begun);
    }

    private void errors(Instance instance, int from, int to) throws IOException, InterruptedException {
        double begun = at(from, instance.name() + " answers 503");
        instance.set(Mood.ERRORS);
        at(to, instance.name() + " is well again");
        instance.set(Mood.WELL);
        note(instance.name(), "answers 503", begun);
    }

    private void death(Instance instance, int from, int to) throws IOException, InterruptedException {
        double begun = at(from, instance.name() + " gets SIGKILL");
        instance.kill();
        at(to, instance.name() + " is started again on its port");
        instance.start();
        note(instance.name(), "SIGKILL", begun);
    }

    private void rollingRestart(int from) throws IOException, InterruptedException {
        double begun = at(from, "rolling restart of all, one at a time");
        for (Instance instance : fleet.instances()) {
            instance.restart();
            Thread.sleep(BETWEEN_RESTARTS_MILLIS);
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

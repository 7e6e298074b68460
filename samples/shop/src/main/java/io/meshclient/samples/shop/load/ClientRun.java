package io.meshclient.samples.shop.load;

import io.meshclient.samples.shop.Plan;
import io.meshclient.samples.shop.process.Parent;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The life of a client process: say that it is ready, wait for the common start, make the calls, write the recording. */
public final class ClientRun {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final ShopClient client;
    private final Sent sent;
    private final Meters meters;
    private final Path directory;
    private volatile @Nullable LoadGenerator load;

    /** A run whose recording goes to this directory. */
    public ClientRun(ShopClient client, Sent sent, Meters meters, Path directory) {
        this.client = client;
        this.sent = sent;
        this.meters = meters;
        this.directory = directory;
    }

    /**
     * Reports to the parent, which answers with the time of the start in epoch milliseconds and the plan, and runs then.
     * The parent may say that it has seen enough.
     */
    public void offer(String url) {
        Parent.listen(this::heard);
        Parent.say("ready " + url);
    }

    private void heard(String line) {
        String[] words = line.split(" ", -1);
        if (words[0].equals("start")) {
            LoadGenerator made = new LoadGenerator(Arrivals.of(Plan.ofLine(words[2])), client);
            load = made;
            long millis = Long.parseLong(words[1]);
            new Thread(() -> run(made, millis), "load").start();
        } else if (words[0].equals("enough") && load != null) {
            load.end();
        }
    }

    private void run(LoadGenerator load, long epochMillis) {
        long wait = TimeUnit.MILLISECONDS.toNanos(epochMillis - System.currentTimeMillis());
        long start = System.nanoTime() + wait;
        Queue<Reading> readings = new ConcurrentLinkedQueue<>();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            sent.startAt(start);
            clock.scheduleAtFixedRate(() -> readings.add(read(start)), wait, SECOND, TimeUnit.NANOSECONDS);
            List<Call> calls = load.run(start);
            readings.add(read(start));
            new Recording(calls, sent.counts(), List.copyOf(readings)).write(directory);
            Parent.say("done");
        } catch (Exception e) {
            e.printStackTrace();
            Parent.say("failed " + e);
        } finally {
            clock.shutdownNow();
        }
    }

    private Reading read(long start) {
        long second = Math.round((double) (System.nanoTime() - start) / SECOND);
        return new Reading((int) second, meters.retries(), meters.ejections(), meters.holdOffs());
    }
}

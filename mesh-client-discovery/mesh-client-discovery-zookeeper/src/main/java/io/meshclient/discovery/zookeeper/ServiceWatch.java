package io.meshclient.discovery.zookeeper;

import io.meshclient.discovery.Backoff;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.zookeeper.Registry.Link;
import io.meshclient.discovery.zookeeper.Registry.Reads;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.time.Timers.Timer;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The watch over one service: reads it when the connection comes up and whenever something has changed, one look at a time,
 * so that changes that come together are told together. Used by the source's thread only.
 */
final class ServiceWatch {

    /** How often a service that changes while it is read is read again before it is told as it is. */
    private static final int MOST_LOOKS = 5;

    /** From so many connections on that broke while a service was read, that may be why. */
    private static final int SUSPICIOUS = 3;

    private final String path;
    private final Listener heard;
    private final Desk desk;
    private final Reads reads;
    private final Instances instances;

    private Link link;
    private @Nullable Round round;
    private @Nullable Object due; // what stands for the task that is due; another one, or none, makes it void
    private Timer timer = () -> {};
    private boolean again;
    private boolean late; // whether the lack of a first connection was told
    private int looks;
    private int failures;
    private long lostNanos;

    ServiceWatch(String path, Listener heard, Desk desk, Link link) {
        this.path = path;
        this.heard = heard;
        this.desk = desk;
        this.link = link;
        this.reads = desk.registry().open(this::changed);
        this.instances = new Instances(desk.options().secure());
        this.lostNanos = desk.runtime().ticker().nanos();
    }

    ServiceWatch begin() {
        if (link.isUp()) {
            look();
        } else if (link == Link.UNTRIED) {
            later(desk.options().connectTimeout().toNanos(), this::noConnection);
        } else {
            noConnection();
        }
        return this;
    }

    private void noConnection() {
        late = true;
        fail("There is no connection to ZooKeeper at " + desk.options().connect() + " yet; it is tried on");
    }

    /** The first look is at once; after an outage all clients come back together, and look one after another. */
    void connection(Link now) {
        Link before = link;
        link = now;
        if (round != null) {
            failures++; // perhaps because of what was asked
        }
        abandon();
        if (now != Link.UP && now != Link.SUSPENDED) {
            instances.allChanged();
        }
        if (!now.isUp()) {
            lostNanos = before.isUp() ? desk.runtime().ticker().nanos() : lostNanos;
            fail(lost(now));
        } else if (before == Link.UNTRIED && !late) {
            look();
        } else {
            later(Backoff.USUAL.nanos(failures + 1, desk.runtime().random()), this::look);
        }
    }

    /** What was under way is void. */
    private void abandon() {
        due = null;
        timer.cancel();
        if (round != null) {
            round.abandon();
            round = null;
        }
    }

    void close() {
        abandon();
        link = Link.LOST; // nothing begins any more
        reads.forget(path, instances.names());
    }

    private String lost(Link now) {
        Duration age = Duration.ofNanos(desk.runtime().ticker().nanos() - lostNanos);
        return "The connection to ZooKeeper at " + desk.options().connect()
                + (now == Link.SUSPENDED
                        ? " is lost; the session may live on"
                        : " and the session are lost since " + age.toSeconds() + " s")
                + "; endpoints stay as they were"
                + (failures < SUSPICIOUS
                        ? ""
                        : ". It broke " + failures + " times in a row while " + path + " was read: is that longer than "
                                + ZooKeeperKeys.PREFIX + ZooKeeperKeys.MAX_ANSWER_BYTES + "?");
    }

    private void changed(String changedPath) {
        if (changedPath.startsWith(path + "/")) {
            instances.changed(changedPath.substring(path.length() + 1));
        }
        if (round != null) {
            again = true;
        } else if (link.isUp() && due == null) {
            look();
        } // else one is due
    }

    private void look() {
        again = false;
        Round begun = new Round(path, reads, instances, this::ended);
        round = begun;
        begun.begin();
    }

    private void ended(Round.Outcome outcome) {
        round = null;
        if (outcome.failure() != null) {
            failures++;
            fail("ZooKeeper at " + desk.options().connect() + " was asked for " + path + ": " + outcome.failure());
            later(Backoff.USUAL.nanos(failures, desk.runtime().random()), this::look);
            return;
        }
        failures = 0;
        looks++;
        if (outcome.consistent() || looks >= MOST_LOOKS) {
            looks = 0;
            tell();
        } else {
            again = true;
        }
        if (again) {
            look();
        }
    }

    private void tell() {
        EndpointSet set = instances.endpoints();
        String problem = instances.problem();
        if (problem == null || !set.isEmpty()) {
            heard.onEndpoints(set);
        }
        if (problem != null) {
            fail("In " + path + ", " + problem);
        } else if (link == Link.UP_READ_ONLY) {
            fail("The server that was found of " + desk.options().connect()
                    + " is cut off from its ensemble: these endpoints may be old");
        }
    }

    private void fail(String why) {
        heard.onFailure(new IOException(why));
    }

    private void later(long nanos, Runnable task) {
        timer.cancel();
        Object mine = new Object();
        due = mine;
        timer = desk.runtime()
                .timers()
                .schedule(
                        nanos,
                        () -> desk.executor().execute(() -> {
                            if (due == mine) {
                                due = null;
                                task.run();
                            }
                        }));
    }
}

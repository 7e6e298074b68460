package io.meshclient.discovery.zookeeper;

import io.meshclient.discovery.zookeeper.Registry.Answer;
import io.meshclient.discovery.zookeeper.Registry.Reads;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One look at a service: the names of its instances, then those nodes that are new or have changed, some hundred at a time.
 * Used by one thread.
 */
final class Round {

    /** Enough to be as fast as the line; few enough that other services' answers are not far behind. */
    static final int AT_A_TIME = 256;

    private final String path;
    private final Reads reads;
    private final Instances instances;
    private final Consumer<Outcome> done;

    private Iterator<String> unread = List.<String>of().iterator();
    private int underWay;
    private boolean asking;
    private boolean missed;
    private boolean ended;

    /**
     * How it ended.
     *
     * @param consistent whether every name that was listed was still there when it was read
     * @param failure null if everything was read
     */
    record Outcome(boolean consistent, @Nullable String failure) {}

    Round(String path, Reads reads, Instances instances, Consumer<Outcome> done) {
        this.path = path;
        this.reads = reads;
        this.instances = instances;
        this.done = done;
    }

    Round begin() {
        reads.children(path, this::listed);
        return this;
    }

    /** Nothing is told any more. */
    void abandon() {
        ended = true;
    }

    private void listed(Answer<List<String>> answer) {
        if (ended) {
            return;
        }
        List<String> names = answer.value();
        if (names != null) {
            unread = instances.are(names).iterator();
            ask();
        } else if (answer.failure() != null) {
            end(false, answer.failure());
        } else {
            reads.exists(path, this::looked); // a watch for the day when it is there
        }
    }

    private void looked(Answer<Boolean> answer) {
        if (ended) {
            return;
        }
        boolean absent = answer.value() == null && answer.failure() == null;
        if (absent) {
            instances.are(List.of());
        }
        end(absent, answer.failure());
    }

    private void ask() {
        asking = true; // an answer may come at once: the loop below asks the next one then
        while (!ended && underWay < AT_A_TIME && unread.hasNext()) {
            String name = unread.next();
            underWay++;
            reads.data(path + "/" + name, answer -> found(name, answer));
        }
        asking = false;
        if (!ended && underWay == 0) {
            end(!missed, null);
        }
    }

    private void found(String name, Answer<byte[]> answer) {
        if (ended) {
            return;
        }
        underWay--;
        byte[] content = answer.value();
        if (content != null) {
            instances.read(name, content);
        } else if (answer.failure() != null) {
            end(false, answer.failure());
            return;
        } else {
            instances.gone(name);
            missed = true;
        }
        if (!asking) {
            ask();
        }
    }

    private void end(boolean consistent, @Nullable String failure) {
        ended = true;
        done.accept(new Outcome(consistent, failure));
    }
}

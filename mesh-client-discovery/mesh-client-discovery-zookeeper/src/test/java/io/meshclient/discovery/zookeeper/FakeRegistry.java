package io.meshclient.discovery.zookeeper;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A tree in memory with one-time watches. It answers when it is told to. Used by one thread. */
final class FakeRegistry implements Registry {

    private final Map<String, byte[]> nodes = new TreeMap<>();
    private final List<FakeReads> open = new ArrayList<>();
    private final Queue<Runnable> answers = new ArrayDeque<>();
    final List<String> asked = new ArrayList<>();
    Consumer<Link> links = link -> {};
    String failing = "";
    boolean closed;
    BooleanSupplier answersAtOnce; // whether each question is answered by a value; null: when it is told to

    @Override
    public void start(Consumer<Link> heard) {
        links = heard;
    }

    @Override
    public Reads open(Consumer<String> changed) {
        FakeReads reads = new FakeReads(changed);
        open.add(reads);
        return reads;
    }

    @Override
    public void close() {
        closed = true;
    }

    void put(String path, String content) {
        boolean isNew = nodes.put(path, content.getBytes(StandardCharsets.UTF_8)) == null;
        fire(path);
        if (isNew) {
            fire(path.substring(0, path.lastIndexOf('/')));
        }
    }

    void remove(String path) {
        nodes.remove(path);
        fire(path);
        fire(path.substring(0, path.lastIndexOf('/')));
    }

    private void fire(String path) {
        for (FakeReads reads : List.copyOf(open)) {
            if (reads.watched.remove(path)) {
                reads.changed.accept(path);
            }
        }
    }

    /** Answers what was asked, and what is asked then. */
    void answer() {
        while (answerOne()) {
            // the next one
        }
    }

    boolean answerOne() {
        Runnable answer = answers.poll();
        if (answer != null) {
            answer.run();
        }
        return answer != null;
    }

    /** What was asked is answered by a failure, as when the connection breaks. */
    void dropAnswers() {
        answers.clear();
    }

    int underWay() {
        return answers.size();
    }

    int watchers() {
        return open.size();
    }

    private final class FakeReads implements Reads {
        private final Consumer<String> changed;
        private final Set<String> watched = new HashSet<>();

        FakeReads(Consumer<String> changed) {
            this.changed = changed;
        }

        @Override
        public void exists(String path, Consumer<Answer<Boolean>> heard) {
            ask(path, heard, () -> {
                watched.add(path);
                return nodes.containsKey(path) ? Answer.of(true) : Answer.absent();
            });
        }

        @Override
        public void children(String path, Consumer<Answer<List<String>>> heard) {
            ask(path, heard, () -> {
                if (!nodes.containsKey(path)) {
                    return Answer.absent();
                }
                watched.add(path);
                return Answer.of(nodes.keySet().stream()
                        .filter(name -> name.startsWith(path + "/"))
                        .map(name -> name.substring(path.length() + 1))
                        .toList());
            });
        }

        @Override
        public void data(String path, Consumer<Answer<byte[]>> heard) {
            ask(path, heard, () -> {
                byte[] content = nodes.get(path);
                if (content == null) {
                    return Answer.absent();
                }
                watched.add(path);
                return Answer.of(content);
            });
        }

        private <T> void ask(String path, Consumer<Answer<T>> heard, java.util.function.Supplier<Answer<T>> value) {
            asked.add(path);
            if (answersAtOnce != null) {
                heard.accept(answersAtOnce.getAsBoolean() ? value.get() : Answer.failed("it said SYSTEMERROR"));
            } else {
                answers.add(() -> heard.accept(failing.isEmpty() ? value.get() : Answer.failed(failing)));
            }
        }

        @Override
        public void forget(String path, Collection<String> names) {
            open.remove(this);
        }
    }

    /** Counts by path. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new HashMap<>();
        asked.forEach(path -> counts.merge(path, 1, Integer::sum));
        return counts;
    }
}

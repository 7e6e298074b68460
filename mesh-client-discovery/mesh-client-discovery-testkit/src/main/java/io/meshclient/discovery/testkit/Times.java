package io.meshclient.discovery.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long something took, several times. */
final class Times {

    private final List<Duration> all = new ArrayList<>();

    void add(Duration time) {
        all.add(time);
    }

    Duration median() {
        List<Duration> sorted = new ArrayList<>(all);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    Duration max() {
        return Collections.max(all);
    }

    @Override
    public String toString() {
        return "median %d ms, max %d ms".formatted(median().toMillis(), max().toMillis());
    }
}

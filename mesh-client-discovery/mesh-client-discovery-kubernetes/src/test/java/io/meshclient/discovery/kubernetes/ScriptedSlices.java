package io.meshclient.discovery.kubernetes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One after another, what each watch does; an empty script is an outage. */
final class ScriptedSlices implements Slices {
    final List<String> asked = new ArrayList<>();
    final List<Watching> watches = new ArrayList<>();
    IOException listFails;
    Map<String, Slice> slices = Map.of();

    @Override
    public Listed list(Target target, CallSlot slot) throws IOException {
        asked.add("list");
        if (listFails != null) {
            throw listFails;
        }
        return new Listed(slices, "100");
    }

    @Override
    public void watch(Target target, String version, WatchStream.Events events, CallSlot slot) throws IOException {
        asked.add("watch " + version);
        if (watches.isEmpty()) {
            throw new IOException("refused");
        }
        watches.remove(0).on(events);
    }

    @FunctionalInterface
    interface Watching {
        void on(WatchStream.Events events) throws IOException;
    }
}

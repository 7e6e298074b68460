package io.meshclient.discovery.eureka;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Servers that answer what a test says, at once or when it says so. */
final class ScriptedEureka implements Eureka {

    final List<String> asked = new ArrayList<>(); // such as "a full"
    final List<Asker> open = new ArrayList<>(); // questions without an answer, while held
    final Set<String> down = new HashSet<>(); // names of servers
    int cancelled;
    boolean closed;
    boolean held;
    String whole = Texts.orders();
    Supplier<String> delta = Texts::orders;
    IOException deltaFailure;

    static Server server(String name) {
        return Server.parseAll("http://" + name + "/eureka").get(0);
    }

    @Override
    public Request ask(Server server, boolean full, Asker asker) {
        String name = server.url().host();
        asked.add(name + (full ? " full" : " delta"));
        if (held) {
            open.add(asker);
        } else {
            answer(name, full, asker);
        }
        return () -> cancelled++;
    }

    private void answer(String name, boolean full, Asker asker) {
        if (down.contains(name)) {
            asker.failed(new IOException("it is down"));
        } else if (!full && deltaFailure != null) {
            asker.failed(deltaFailure);
        } else {
            try {
                asker.answered(Texts.read(full ? whole : delta.get()));
            } catch (IOException e) {
                asker.failed(e);
            }
        }
    }

    /** What was asked since the last time. */
    List<String> newlyAsked() {
        List<String> all = List.copyOf(asked);
        asked.clear();
        return all;
    }

    @Override
    public void close() {
        closed = true;
    }
}

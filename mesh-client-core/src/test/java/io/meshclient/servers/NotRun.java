package io.meshclient.servers;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What was not run for want of a server; JUnit closes it after the last test, and then it says so in the log. */
final class NotRun implements AutoCloseable {

    private final Map<RealServer, Set<String>> tests = new EnumMap<>(RealServer.class);

    synchronized void add(RealServer missing, String test) {
        tests.computeIfAbsent(missing, server -> new TreeSet<>()).add(test);
    }

    @Override
    public synchronized void close() {
        tests.forEach((server, names) ->
                System.out.println("not run, " + server.word() + " not found: " + String.join(", ", names)));
    }
}

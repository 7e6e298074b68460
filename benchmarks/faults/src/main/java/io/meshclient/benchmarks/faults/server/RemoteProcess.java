package io.meshclient.benchmarks.faults.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link RemoteServer} in a JVM of its own, which ends with this one. */
public final class RemoteProcess implements AutoCloseable {

    private final Process process;

    private RemoteProcess(Process process) {
        this.process = process;
    }

    static RemoteProcess start(List<String> before, String conversation) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of(RemoteServer.class.getName(), conversation));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        RemoteProcess server = new RemoteProcess(process);
        server.awaitListening();
        return server;
    }

    private void awaitListening() throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("listening")) {
                return;
            }
        }
        throw new IOException("a server ended at its start");
    }

    /** SIGKILL: its kernel says goodbye for it, if there is a way out. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

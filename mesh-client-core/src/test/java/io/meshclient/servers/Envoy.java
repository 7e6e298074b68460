package io.meshclient.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Envoy with one worker. */
final class Envoy implements RealServers.Running {

    private static final int TIMEOUT_MILLIS = 10_000;

    private final Path adminAddress;
    private final ServerProcess process;
    private final String listeners;

    Envoy(Path binary, Path directory, EnvoyConfig config) {
        adminAddress = directory.resolve("admin-address");
        try {
            Files.writeString(directory.resolve("envoy.yaml"), config.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = ServerProcess.start("envoy", command(binary, config.drainSeconds()), directory);
        process.awaitUp(this::isReady);
        listeners = admin("GET", "/listeners?format=json").replaceAll("\\s", "");
    }

    private static List<String> command(Path binary, int drainSeconds) {
        return List.of(
                binary.toString(),
                "-c",
                "envoy.yaml",
                "--concurrency",
                "1",
                "--disable-hot-restart",
                "--admin-address-path",
                "admin-address",
                "--drain-time-s",
                Integer.toString(drainSeconds),
                "-l",
                "warning");
    }

    private boolean isReady() {
        try {
            boolean written = Files.exists(adminAddress) && Files.size(adminAddress) > 0; // first made, then filled
            return written && admin("GET", "/ready").startsWith("LIVE");
        } catch (IOException | UncheckedIOException notYet) {
            return false;
        }
    }

    private String admin(String method, String path) {
        try {
            URI page = URI.create("http://" + Files.readString(adminAddress).strip() + path);
            HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
            connection.setRequestMethod(method);
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setRequestProperty("Connection", "close"); // else the JDK keeps it, and the leak rule sees it
            try (var body = connection.getInputStream()) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a listener ended up. */
    String endpoint(String listener) {
        Matcher port = Pattern.compile("\"name\":\"" + listener + "\".*?\"port_value\":(\\d+)")
                .matcher(listeners);
        if (!port.find()) {
            throw new IllegalArgumentException("no listener " + listener + " in " + listeners);
        }
        return "127.0.0.1:" + port.group(1);
    }

    /** One of Envoy's own counters, such as {@code http.items.downstream_cx_total}. */
    long counter(String name) {
        return admin("GET", "/stats?filter=" + name)
                .lines()
                .filter(line -> line.startsWith(name + ": "))
                .mapToLong(
                        line -> Long.parseLong(line.substring(name.length() + 2).strip()))
                .findFirst()
                .orElseThrow();
    }

    /** Asks callers to go, and closes the listeners when the time to drain is over. */
    void drain() {
        admin("POST", "/drain_listeners?graceful");
    }

    void quit() {
        admin("POST", "/quitquitquit");
        process.awaitEnd();
    }

    @Override
    public String tail() {
        return process.tail();
    }

    @Override
    public void close() {
        process.close();
    }
}

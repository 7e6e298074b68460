package io.meshclient.benchmarks.endtoend.stand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One sidecar: an Envoy with one worker, whose listeners and admin page take ports that the kernel chooses. */
public final class Envoy implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(15);

    private final ServerProcess process;
    private final Path adminAddress;
    private String listeners = "";

    private Envoy(ServerProcess process, Path adminAddress) {
        this.process = process;
        this.adminAddress = adminAddress;
    }

    static Envoy start(Path binary, String config, Path directory) throws IOException {
        Files.createDirectories(directory);
        Path adminAddress = directory.resolve("admin-address");
        Files.deleteIfExists(adminAddress);
        Files.writeString(directory.resolve("envoy.yaml"), config);
        Envoy envoy = new Envoy(
                ServerProcess.start(command(binary), directory, directory.resolve("envoy.log")), adminAddress);
        try {
            Await.until(START, envoy.process::isAlive, envoy::isReady, "Envoy, see " + directory);
            envoy.listeners = envoy.admin("/listeners?format=json").replaceAll("\\s", "");
            return envoy;
        } catch (IOException e) {
            envoy.close();
            throw e;
        }
    }

    private static List<String> command(Path binary) {
        return List.of(
                binary.toString(),
                "-c",
                "envoy.yaml",
                "--concurrency",
                "1",
                "--disable-hot-restart",
                "--admin-address-path",
                "admin-address",
                "-l",
                "error");
    }

    private boolean isReady() throws IOException {
        // Envoy makes the file first and writes the address after.
        return Files.exists(adminAddress)
                && Files.size(adminAddress) > 0
                && admin("/ready").startsWith("LIVE");
    }

    private String admin(String path) throws IOException {
        return Admin.get(HostPort.parse(Files.readString(adminAddress).trim()), path);
    }

    /** Where a listener of the configuration ended up. */
    HostPort listener(String name) throws IOException {
        Matcher port = Pattern.compile("\"name\":\"" + Pattern.quote(name) + "\".*?\"port_value\":(\\d+)")
                .matcher(listeners);
        if (!port.find()) {
            throw new IOException("Envoy has no listener " + name + ": " + listeners);
        }
        return HostPort.loopback(Integer.parseInt(port.group(1)));
    }

    /** A counter of Envoy's own statistics, by its full name. */
    public long counter(String name) throws IOException {
        for (String line : admin("/stats?filter=" + name).split("\n", -1)) {
            if (line.startsWith(name + ": ")) {
                return Long.parseLong(line.substring(name.length() + 2).trim());
            }
        }
        return 0;
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}

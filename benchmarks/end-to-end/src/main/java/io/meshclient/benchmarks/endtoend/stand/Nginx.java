package io.meshclient.benchmarks.endtoend.stand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One backend: an nginx of its own with one worker, so that one can be killed without the others. */
public final class Nginx implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(5);
    private static final int PORTS_TO_TRY = 5;
    private static final Pattern REQUESTS = Pattern.compile("requests\\s+\\d+ \\d+ (\\d+)");

    private final Path binary;
    private final Path directory;
    private final HostPort address;
    private ServerProcess process;

    private Nginx(Path binary, Path directory, HostPort address, ServerProcess process) {
        this.binary = binary;
        this.directory = directory;
        this.address = address;
        this.process = process;
    }

    /** With {@code faults}, {@link #sick} works, at the price of one look at the file system per request. */
    static Nginx start(Path binary, Path directory, boolean faults) throws IOException {
        Files.createDirectories(directory);
        IOException last = new IOException("no port tried");
        for (int attempt = 0; attempt < PORTS_TO_TRY; attempt++) {
            HostPort address = HostPort.free();
            Files.writeString(directory.resolve("nginx.conf"), NginxConfig.text(address, faults));
            try {
                return new Nginx(binary, directory, address, launch(binary, directory, address));
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private static ServerProcess launch(Path binary, Path directory, HostPort address) throws IOException {
        List<String> command =
                List.of(binary.toString(), "-e", "stderr", "-p", directory.toString(), "-c", "nginx.conf");
        ServerProcess process = ServerProcess.start(command, directory, directory.resolve("nginx.log"));
        try {
            Await.until(START, process::isAlive, () -> requests(address) > 0, "nginx, see " + directory);
            return process;
        } catch (IOException e) {
            process.close();
            throw e;
        }
    }

    public HostPort address() {
        return address;
    }

    /** Requests that nginx counted since its start, this question included. */
    public long requests() throws IOException {
        return requests(address);
    }

    private static long requests(HostPort address) throws IOException {
        Matcher count = REQUESTS.matcher(Admin.get(address, NginxConfig.STATUS));
        if (!count.find()) {
            throw new IOException("not a stub_status page: " + address);
        }
        return Long.parseLong(count.group(1));
    }

    /** From now on every answer is a 503, or no longer. */
    public void sick(boolean sick) throws IOException {
        Path flag = directory.resolve(NginxConfig.SICK_FLAG);
        if (sick) {
            Files.writeString(flag, "");
        } else {
            Files.deleteIfExists(flag);
        }
    }

    /** The process is gone and its port refuses, until {@link #restart}. */
    public void kill() throws IOException {
        process.kill();
    }

    public void restart() throws IOException {
        process = launch(binary, directory, address);
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}

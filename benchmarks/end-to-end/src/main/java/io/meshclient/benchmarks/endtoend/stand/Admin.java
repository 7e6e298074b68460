package io.meshclient.benchmarks.endtoend.stand;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A bounded GET on the status pages of the servers, outside every measured interval. */
final class Admin {
    private static final int TIMEOUT_MILLIS = 2_000;

    private Admin() {}

    static String get(HostPort server, String path) throws IOException {
        URI page = URI.create("http://" + server + path);
        HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

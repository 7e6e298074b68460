package io.meshclient.samples.registries;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** One HTTP request after the other, by what the JDK has: an instance needs no library to register itself. */
final class Rest {
    private static final int MILLIS = 2_000;

    private final String url;

    Rest(String url) {
        this.url = url;
    }

    /** Returns the status. */
    int send(String method, String path, String json) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url + path).toURL().openConnection();
        connection.setConnectTimeout(MILLIS);
        connection.setReadTimeout(MILLIS);
        connection.setRequestMethod(method);
        connection.setRequestProperty("Content-Type", "application/json");
        if (!json.isEmpty()) {
            connection.setDoOutput(true);
            connection.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
        }
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            if (in != null) {
                in.readAllBytes(); // so that the connection can be used again
            }
        }
        return status;
    }

    void expect(int wanted, String method, String path, String json) throws IOException {
        int status = send(method, path, json);
        if (status != wanted) {
            throw new IOException(method + " " + url + path + " was answered with " + status);
        }
    }
}

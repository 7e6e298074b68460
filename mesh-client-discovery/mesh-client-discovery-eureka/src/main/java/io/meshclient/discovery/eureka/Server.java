package io.meshclient.discovery.eureka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.meshclient.policy.Parsers;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A Eureka server. What it prints is safe to be seen.
 *
 * @param url up to and with {@code /eureka}, without user and password
 * @param login the value of the header that servers with users ask for; null if the URL had none
 */
record Server(HttpUrl url, @Nullable String login) {

    /** For the key table: the addresses may hold passwords, so messages name them by their places. */
    static List<Server> parseAll(String text) {
        List<Server> servers = new ArrayList<>();
        for (String part : Parsers.list(text)) {
            HttpUrl url = HttpUrl.parse(part);
            if (url == null) {
                throw new IllegalArgumentException(
                        "has as its address no. " + (servers.size() + 1) + " no http or https URL");
            }
            servers.add(of(url));
        }
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("names no server");
        }
        return List.copyOf(servers);
    }

    private static Server of(HttpUrl url) {
        boolean anonymous = url.username().isEmpty() && url.password().isEmpty();
        String login = anonymous ? null : Credentials.basic(url.username(), url.password(), UTF_8);
        HttpUrl plain = url.newBuilder()
                .username("")
                .password("")
                .query(null)
                .fragment(null)
                .build();
        return new Server(plain, login);
    }

    HttpUrl path(boolean full) {
        return url.newBuilder().addPathSegments(full ? "apps" : "apps/delta").build();
    }

    @Override
    public String toString() {
        return url.toString();
    }
}

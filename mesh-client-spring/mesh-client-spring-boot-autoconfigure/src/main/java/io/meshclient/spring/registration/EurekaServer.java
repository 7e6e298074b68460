package io.meshclient.spring.registration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.meshclient.policy.Parsers;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * One of Eureka's servers. What it prints is safe to be seen.
 *
 * @param url up to and with {@code /eureka}, without user and password
 * @param login the header of the user in the URL; null if there was none
 */
record EurekaServer(HttpUrl url, @Nullable String login) {

    /** Messages name an address by its place: it may hold a password. */
    static List<EurekaServer> parseAll(String text) {
        List<EurekaServer> servers = new ArrayList<>();
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

    private static EurekaServer of(HttpUrl url) {
        boolean anonymous = url.username().isEmpty() && url.password().isEmpty();
        String login = anonymous ? null : Credentials.basic(url.username(), url.password(), UTF_8);
        HttpUrl plain = url.newBuilder()
                .username("")
                .password("")
                .query(null)
                .fragment(null)
                .build();
        return new EurekaServer(plain, login);
    }

    @Override
    public String toString() {
        return url.toString();
    }
}

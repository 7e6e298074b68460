package io.meshclient.discovery.zookeeper;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.policy.Parsers;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.zookeeper.common.PathUtils;

/** Texts to values; what is wrong is told as the rest of a sentence that begins with the value. */
final class ZooKeeperParsers {

    private ZooKeeperParsers() {}

    /** Servers between commas, and perhaps a chroot behind the last. */
    static String connect(String text) {
        int chroot = text.indexOf('/');
        List<String> servers = Parsers.list(chroot < 0 ? text : text.substring(0, chroot));
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("names no server");
        }
        for (String server : servers) {
            server(server);
        }
        return String.join(",", servers) + (chroot < 0 ? "" : basePath(text.substring(chroot)));
    }

    private static void server(String text) {
        boolean hasPort = text.startsWith("[") ? text.contains("]:") : text.contains(":");
        try {
            Endpoint.parse(hasPort ? text : text + ":2181"); // the port that ZooKeeper takes then
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has a bad server: " + e.getMessage(), e);
        }
    }

    /** An absolute path without a slash at its end; empty for the root. */
    static String basePath(String text) {
        String path = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return path.isEmpty() ? path : path(path);
    }

    static String path(String text) {
        try {
            PathUtils.validatePath(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is no path in ZooKeeper: " + e.getMessage(), e);
        }
    }

    /** The scheme ends at the first colon; the rest is never part of a message. */
    static ZooKeeperOptions.Auth auth(String text) {
        if (text.isEmpty()) {
            return ZooKeeperOptions.Auth.NONE;
        }
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw new IllegalArgumentException("does not have a scheme, a colon and a secret");
        }
        return new ZooKeeperOptions.Auth(text.substring(0, colon), text.substring(colon + 1));
    }

    static Function<String, Duration> between(Duration least, Duration most) {
        return text -> {
            Duration value = Parsers.positiveDuration(text);
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new IllegalArgumentException("is not between " + least + " and " + most);
            }
            return value;
        };
    }
}

package io.meshclient.discovery.file;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.stream.Collectors;

/** Files of tests. */
final class Lists {

    private Lists() {}

    /** A YAML file that is JSON as well. */
    static String yaml(String target, EndpointSet set) {
        return set.endpoints().stream()
                .map(Lists::entry)
                .collect(Collectors.joining(", ", "{\"" + target + "\": [", "]}\n"));
    }

    private static String entry(Endpoint endpoint) {
        if (endpoint.equals(Endpoint.parse(endpoint.key()))) {
            return "\"" + endpoint.key() + "\"";
        }
        String metadata = endpoint.metadata().entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\": \"" + entry.getValue() + "\"")
                .collect(Collectors.joining(", "));
        return """
                {"host": "%s", "port": %d, "weight": %d, "priority": %d, "region": "%s", "zone": "%s", "sub-zone": "%s",
                 "health": "%s", "metadata": {%s}}""".formatted(
                        endpoint.host(),
                        endpoint.port(),
                        endpoint.weight(),
                        endpoint.priority(),
                        endpoint.locality().region(),
                        endpoint.locality().zone(),
                        endpoint.locality().subZone(),
                        endpoint.health().name().toLowerCase(Locale.ROOT),
                        metadata);
    }

    /** As a careful writer does it: a file beside, then a rename. */
    static void replace(Path file, String text) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(beside, text);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

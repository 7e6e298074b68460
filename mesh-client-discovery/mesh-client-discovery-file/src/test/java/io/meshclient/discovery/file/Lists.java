package io.meshclient.discovery.file;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Collectors;

/** Files of tests. */
final class Lists {

    private Lists() {}

    static String yaml(String target, EndpointSet set) {
        return target + ": "
                + set.endpoints().stream()
                        .map(Endpoint::key)
                        .collect(Collectors.joining("\", \"", "[\"", "\"]"))
                        .replace("[\"\"]", "[]")
                + "\n";
    }

    /** As a careful writer does it: a file beside, then a rename. */
    static void replace(Path file, String text) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(beside, text);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

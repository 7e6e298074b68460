package io.meshclient.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A checked-in text that a test makes: compared where {@code CI=true}, written anew elsewhere. */
final class Golden {

    private static final boolean STRICT = "true".equals(System.getenv("CI"));

    private Golden() {}

    static void check(Path file, String text) throws IOException {
        if (STRICT) {
            assertThat(file).as("run the tests without CI=true to write it").exists();
            assertThat(Files.readString(file)).as("%s", file).isEqualTo(text);
        } else if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
    }
}

package io.meshclient.discovery.consul;

import static io.meshclient.discovery.consul.MockConsul.answer;
import static io.meshclient.discovery.consul.MockConsul.instances;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Where the token goes, and where it does not. */
class AclTokenTest {

    private static final String SECRET = "b1gs07ee-5ec2-e7aa-0000-000000000001";

    @RegisterExtension
    final MockConsul consul = new MockConsul();

    @TempDir
    Path directory;

    @Test
    void theTokenIsAHeader() throws InterruptedException {
        consul.settings().put("token", SECRET);
        consul.server().enqueue(answer("[]", 7).build());
        consul.subscribe("orders");
        RecordedRequest request = consul.taken();
        assertThat(request.getHeaders().get("X-Consul-Token")).isEqualTo(SECRET);
        assertThat(request.getUrl().toString()).doesNotContain(SECRET);
    }

    @Test
    void aTokenFileIsReadAgainForEachQuestion() throws Exception {
        Path file = directory.resolve("token");
        Files.writeString(file, SECRET + "\n");
        consul.settings().put("token-file", file.toString());
        consul.subscribe("orders");
        assertThat(consul.taken().getHeaders().get("X-Consul-Token")).isEqualTo(SECRET);

        Path rotated = directory.resolve("rotated");
        Files.writeString(rotated, "another");
        Files.move(rotated, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        consul.server().enqueue(answer("[]", 7).build());
        consul.heard().awaitSet();
        assertThat(consul.taken().getHeaders().get("X-Consul-Token")).isEqualTo("another");
    }

    @Test
    void aTokenFileThatCannotBeReadIsAFailure() throws IOException {
        Path file = directory.resolve("token");
        consul.settings().put("token-file", file.toString());
        consul.server().enqueue(answer(instances("10.0.0.1"), 7).build());
        consul.subscribe("orders");
        assertThat(consul.heard().awaitFailure()).startsWith("The token file " + file + " cannot be read");
        Files.writeString(file, SECRET);
        consul.heard().awaitKeys("10.0.0.1:80");
        assertThat(consul.heard().failures()).noneMatch(message -> message.contains(SECRET));
    }

    @Test
    void aTokenFileWithSomethingElseIsAFailureThatDoesNotRepeatIt() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), SECRET + "\nand more");
        consul.settings().put("token-file", file.toString());
        consul.subscribe("orders");
        assertThat(consul.heard().awaitFailure())
                .isEqualTo("The token in " + file + " has a character that cannot stand in a header");
    }
}

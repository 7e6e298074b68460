package io.meshclient.samples.registries;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EndpointsFileTest {
    @TempDir
    private Path directory;

    @Test
    void itHasWhoWasEnteredAndComesBackWithThem() throws Exception {
        EndpointsFile file = new EndpointsFile(directory);
        Path path = Path.of(file.address());
        file.start();
        file.membershipOf(new Member("orders", "orders-1", 81)).keep();
        Membership second = file.membershipOf(new Member("orders", "orders-2", 82));
        second.keep();
        assertThat(path).hasContent("orders:\n  - 127.0.0.1:81\n  - 127.0.0.1:82\n");

        file.kill();
        assertThat(path).doesNotExist();
        file.start();
        assertThat(path).hasContent("orders:\n  - 127.0.0.1:81\n  - 127.0.0.1:82\n");

        second.leave();
        assertThat(path).hasContent("orders:\n  - 127.0.0.1:81\n");
    }

    @Test
    void anEntryThatIsKeptIsNotWrittenAgain() throws IOException, InterruptedException {
        EndpointsFile file = new EndpointsFile(directory);
        file.start();
        Membership membership = file.membershipOf(new Member("orders", "orders-1", 81));
        membership.keep();
        Files.writeString(Path.of(file.address()), "changed by hand");
        membership.keep();
        assertThat(Path.of(file.address())).hasContent("changed by hand");
    }
}

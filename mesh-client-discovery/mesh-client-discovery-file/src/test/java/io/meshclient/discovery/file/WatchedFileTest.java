package io.meshclient.discovery.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.discovery.Listener;
import io.meshclient.endpoint.EndpointSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told at which look, one look at a time. */
class WatchedFileTest implements Listener {

    @TempDir
    private Path folder;

    private final List<String> heard = new ArrayList<>();
    private long clock = 1_000_000;

    @Override
    public void onEndpoints(EndpointSet set) {
        heard.add(set.endpoints()
                .toString()
                .replaceAll(".*?host=([^,]*).*?(?=Endpoint|$)", "$1 ")
                .strip());
    }

    @Override
    public void onFailure(Throwable failure) {
        heard.add(String.valueOf(failure.getMessage()).replace(folder.toString(), "…"));
    }

    private Path list() {
        return folder.resolve("list.yaml");
    }

    private WatchedFile watched() {
        return new WatchedFile(list(), "orders", 1_000, this);
    }

    /** In place, with a new time of change, whatever the file system's clock does. */
    private void write(String text) throws IOException {
        Files.writeString(list(), text);
        clock += 1_000;
        Files.setLastModifiedTime(list(), FileTime.fromMillis(clock));
    }

    private static void look(WatchedFile file, int times) {
        for (int i = 0; i < times; i++) {
            file.look();
        }
    }

    @Test
    void whatDoesNotChangeIsToldOnce() throws IOException {
        WatchedFile file = watched();
        look(file, 3);
        write("orders: [a:1]");
        look(file, 3);
        assertThat(heard).containsExactly("There is no file …/list.yaml", "a");
    }

    @Test
    void aFileThatIsBeingWrittenIsReadWhenItRests() throws IOException {
        WatchedFile file = watched();
        write("orders: [a:1]");
        file.look();
        write("orders:\n- a:1\n");
        file.look();
        write("orders:\n- a:1\n- b:1\n");
        file.look();
        assertThat(heard).containsExactly("a");
        file.look();
        assertThat(heard).hasSize(2);
    }

    @Test
    void aReplacedFileIsReadAtOnce() throws IOException {
        WatchedFile file = watched();
        write("orders: [a:1]");
        file.look();
        Lists.replace(list(), "orders: [b:1]");
        file.look();
        assertThat(heard).containsExactly("a", "b");
    }

    /** As the kubelet mounts a ConfigMap: list.yaml → ..data/list.yaml, ..data → a folder with a date. */
    @Test
    void aConfigMapsTurnedLinkIsSeen() throws IOException {
        for (String version : List.of("v1", "v2")) {
            Files.createDirectory(folder.resolve(version));
            Files.writeString(folder.resolve(version).resolve("list.yaml"), "orders: [" + version + ":1]");
        }
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("v1"));
        Files.createSymbolicLink(list(), Path.of("..data/list.yaml"));
        WatchedFile file = watched();
        file.look();
        Files.createSymbolicLink(folder.resolve("..tmp"), Path.of("v2"));
        Files.move(
                folder.resolve("..tmp"),
                folder.resolve("..data"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        file.look();
        assertThat(heard).containsExactly("v1", "v2");
    }

    @Test
    void aBadFileIsToldOnceAndReadAgainWhenItChanges() throws IOException {
        WatchedFile file = watched();
        write("orders: [a:1]");
        file.look();
        write("orders: [a:1");
        look(file, 4);
        write("orders: [a:1] ");
        look(file, 2);
        assertThat(heard).hasSize(3).startsWith("a").endsWith("a");
        assertThat(heard.get(1)).startsWith("File …/list.yaml is neither YAML nor JSON");
    }

    @Test
    void theSameFileBackAfterAnOutageIsTold() throws IOException {
        WatchedFile file = watched();
        write("orders: [a:1]");
        file.look();
        Files.move(list(), folder.resolve("away"));
        look(file, 2);
        Files.move(folder.resolve("away"), list());
        file.look();
        assertThat(heard).containsExactly("a", "There is no file …/list.yaml", "a");
    }

    @Test
    void whatIsTooLargeOrNoTextIsRefused() throws IOException {
        WatchedFile file = watched();
        write("#".repeat(1_001));
        file.look();
        Files.write(list(), new byte[] {(byte) 0xC3, 0x28});
        look(file, 2);
        assertThat(heard)
                .containsExactly(
                        "File …/list.yaml is larger than 1000 bytes; a larger one is read with"
                                + " mesh.client.discovery.file.max-bytes",
                        "File …/list.yaml is not UTF-8");
    }

    @Test
    void aTargetCannotLeadOutOfItsFolder() {
        assertThat(FileDiscovery.fileOf("/etc/{target}.yaml", "orders")).isEqualTo(Path.of("/etc/orders.yaml"));
        assertThat(FileDiscovery.fileOf("/etc/all.yaml", "../orders")).isEqualTo(Path.of("/etc/all.yaml"));
        assertThatThrownBy(() -> FileDiscovery.fileOf("/etc/{target}.yaml", "../shadow"))
                .hasMessageContaining("cannot be part of the path");
        assertThatThrownBy(() -> FileDiscovery.of(" ", Duration.ofSeconds(1), 1))
                .hasMessageContaining("mesh.client.discovery.file.path");
    }
}

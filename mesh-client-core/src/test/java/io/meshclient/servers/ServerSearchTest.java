package io.meshclient.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where servers are looked for, and what is refused. */
final class ServerSearchTest {

    @TempDir
    Path first;

    @TempDir
    Path second;

    @Test
    void isOnThePathInItsOrder() throws IOException {
        Path later = binary(second, "nginx");
        assertThat(search(Map.of()).find(RealServer.NGINX)).contains(later);
        Path earlier = binary(first, "nginx");
        assertThat(search(Map.of()).find(RealServer.NGINX)).contains(earlier);
        assertThat(search(Map.of()).find(RealServer.ENVOY)).isEmpty();
    }

    @Test
    void whatCannotBeExecutedIsNoServer() throws IOException {
        Files.createDirectory(first.resolve("nginx"));
        Files.createFile(second.resolve("nginx"));
        assertThat(search(Map.of()).find(RealServer.NGINX)).isEmpty();
    }

    @Test
    void aNamedOneComesBeforeThePath() throws IOException {
        binary(first, "nginx");
        Path named = binary(second, "my-nginx");
        assertThat(search(Map.of("mesh.nginx", named.toString())).find(RealServer.NGINX))
                .contains(named);
    }

    @Test
    void aNameThatIsWrongIsNeverLookedOver() throws IOException {
        binary(first, "nginx");
        assertThatThrownBy(() -> search(Map.of("mesh.nginx", "/nowhere")).find(RealServer.NGINX))
                .hasMessage("-Dmesh.nginx=/nowhere is no file that can be executed: give the path of nginx itself,"
                        + " or leave it out to have it looked for on the PATH");
        assertThatThrownBy(() -> search(Map.of("mesh.nginx", first.toString())).find(RealServer.NGINX))
                .hasMessageContaining("is no file that can be executed");
        assertThatThrownBy(() -> search(Map.of("mesh.nginx", "nginx")).find(RealServer.NGINX))
                .hasMessageContaining("-Dmesh.nginx=nginx is no absolute path");
    }

    @Test
    void requireIsAListWithBlanksAllowed() {
        ServerSearch both = search(Map.of("mesh.require", "envoy, nginx,"));
        assertThat(both.isRequired(RealServer.NGINX)).isTrue();
        assertThat(both.isRequired(RealServer.ENVOY)).isTrue();
        ServerSearch one = search(Map.of("mesh.require", "envoy"));
        assertThat(one.isRequired(RealServer.NGINX)).isFalse();
        assertThat(search(Map.of("mesh.require", "")).isRequired(RealServer.NGINX))
                .isFalse();
        assertThat(search(Map.of()).isRequired(RealServer.NGINX)).isFalse();
    }

    @Test
    void requireNamesServersOnly() {
        assertThatThrownBy(() -> search(Map.of("mesh.require", "nginx,envoi")).isRequired(RealServer.NGINX))
                .hasMessage(
                        "-Dmesh.require=nginx,envoi names 'envoi'; the servers are consul, dnsmasq, envoy, nginx, zookeeper");
    }

    private ServerSearch search(Map<String, String> properties) {
        return new ServerSearch(properties::get, first + File.pathSeparator + second);
    }

    static Path binary(Path directory, String name) throws IOException {
        Path file = Files.createFile(directory.resolve(name));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}

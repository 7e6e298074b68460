package io.meshclient.samples.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServersTest {
    @TempDir
    private Path directory;

    @Test
    void aServerIsFoundOnThePath() throws IOException {
        Path consul = executable("consul");

        assertThat(servers(Map.of(), "/nowhere:" + directory).binary("consul", "it"))
                .isEqualTo(consul);
    }

    @Test
    void aPropertyNamesItAndAnEmptyOneDoesNot() throws IOException {
        Path other = executable("other");
        Path consul = executable("consul");

        assertThat(servers(Map.of("mesh.consul", other.toString()), directory.toString())
                        .binary("consul", "it"))
                .isEqualTo(other);
        assertThat(servers(Map.of("mesh.consul", ""), directory.toString()).binary("consul", "it"))
                .isEqualTo(consul);
    }

    @Test
    void whatIsMissingIsNamedWithItsPackageAndItsProperty() {
        assertThatThrownBy(() -> servers(Map.of(), "/nowhere").binary("consul", "Debian 11's package consul"))
                .isInstanceOf(MissingServerException.class)
                .hasMessage("consul was not found on the PATH: install Debian 11's package consul, or give"
                        + " -Dmesh.consul=/path/to/consul");
        assertThatThrownBy(() ->
                        servers(Map.of("mesh.consul", "/nowhere/consul"), "").binary("consul", "it"))
                .isInstanceOf(MissingServerException.class)
                .hasMessageContaining("-Dmesh.consul=/nowhere/consul is no file that can be executed");
        assertThatThrownBy(() -> servers(Map.of(), "").classPath())
                .isInstanceOf(MissingServerException.class)
                .hasMessageContaining("-Dregistries.classpath");
    }

    private Servers servers(Map<String, String> properties, String path) {
        return new Servers(properties::get, path);
    }

    private Path executable(String name) throws IOException {
        Path file = Files.createFile(directory.resolve(name));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}

package io.meshclient.samples.shop.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.servers.NeedsServer;
import io.meshclient.servers.RealServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The demo as {@code mvn -Pdemo -Dshop.registry=…} runs it, only shorter: the registry is killed, instances fail, die and
 * roll without it, it comes back, and an instance that is new gets calls. The shop's own exit status says that none was lost.
 */
@Timeout(120)
final class RegistryShopIT {
    @Test
    void aFile() throws Exception {
        assertNothingIsLost("file");
    }

    @Test
    @NeedsServer(RealServer.DNSMASQ)
    void dns() throws Exception {
        assertNothingIsLost("dns", "-Dmesh.dnsmasq=" + RealServer.DNSMASQ.binary());
    }

    @Test
    @NeedsServer(RealServer.CONSUL)
    void consul() throws Exception {
        assertNothingIsLost("consul", "-Dmesh.consul=" + RealServer.CONSUL.binary());
    }

    @Test
    void zookeeper() throws Exception {
        assertNothingIsLost("zookeeper");
    }

    @Test
    void eureka() throws Exception {
        assertNothingIsLost("eureka");
    }

    @Test
    void aServerThatIsNotThereEndsTheDemoAtOnceByName() throws Exception {
        Run run = run("consul", "-Dmesh.consul=/nowhere/consul");
        assertThat(run.output()).contains("The demo did not begin: -Dmesh.consul=/nowhere/consul is no file");
        assertThat(run.status()).isEqualTo(5);
    }

    private static void assertNothingIsLost(String word, String... more) throws Exception {
        Run run = run(word, more);
        assertThat(run.output()).contains("The mesh client lost no call.").contains("gets its first call");
        assertThat(run.status()).as(run.output()).isZero();
    }

    private static Run run(String word, String... more) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(Path.of("target", "it", word)).toAbsolutePath();
        Path log = directory.resolve("demo.log");
        Process demo = new ProcessBuilder(command(word, List.of(more), directory))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(demo.waitFor(100, TimeUnit.SECONDS)).as("the demo's end").isTrue();
        } finally {
            demo.destroy();
        }
        return new Run(demo.exitValue(), Files.readString(log));
    }

    private static List<String> command(String word, List<String> more, Path directory) throws IOException {
        String libraries =
                Files.readString(Path.of(System.getProperty("shop.classpath"))).strip();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Dshop.registry=" + word, "-Dshop.short=true"));
        command.add("-Dregistries.classpath=" + System.getProperty("registries.classpath"));
        command.addAll(more);
        command.addAll(List.of("-cp", Path.of("target", "classes").toAbsolutePath() + ":" + libraries));
        command.addAll(List.of(RegistryShop.class.getName(), directory.toString()));
        return command;
    }

    private record Run(int status, String output) {}
}

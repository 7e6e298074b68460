package io.meshclient.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.benchmarks.endtoend.contender.ContenderName;
import io.meshclient.benchmarks.endtoend.stand.Backends;
import io.meshclient.benchmarks.endtoend.stand.Tools;
import io.meshclient.servers.NeedsServer;
import io.meshclient.servers.RealServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The round before the measured ones, with real servers and each contender in a process of its own: the faults are really
 * met, and the policies really make them good. Shares of a busy machine are not judged here.
 */
@Timeout(300)
@NeedsServer(RealServer.NGINX)
final class SanityIT {

    @Test
    void theBaselineMeetsEveryFault() throws IOException {
        SanityReport report = examine(ContenderName.OKHTTP, Optional.empty());
        assertThat(report.one503().errors()).isOne();
        assertThat(report.sick().errors()).isPositive();
        assertThat(report.dead().errors()).isPositive();
        assertThat(report.dead().counts().retries()).isZero();
        assertThat(report.didTheWork()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"MESH", "MESH_SPRING"})
    void theMeshMakesEveryFaultGood(ContenderName contender) throws IOException {
        assertMadeGood(examine(contender, Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource(names = {"ENVOY", "ENVOY_PAIR"})
    @NeedsServer(RealServer.ENVOY)
    void theSidecarMakesEveryFaultGood(ContenderName contender) throws IOException {
        assertMadeGood(examine(contender, Optional.of(RealServer.ENVOY.binary())));
    }

    private static SanityReport examine(ContenderName contender, Optional<Path> envoy) throws IOException {
        Path place = Files.createDirectories(Path.of("target", "servers", "sanity", contender.label()))
                .toAbsolutePath();
        Tools tools = new Tools(RealServer.NGINX.binary(), envoy);
        try (Backends backends = Backends.startWithFaults(tools, place)) {
            SanityReport report = new Sanity(backends, tools, place).examine(contender);
            System.out.println(SanityReport.table(List.of(report)));
            assertThat(report.failure()).isEmpty();
            assertThat(report.spread()).hasSize(Backends.COUNT).allMatch(served -> served > 0);
            assertThat(report.spread().stream().mapToLong(served -> served).sum())
                    .isEqualTo(Sanity.CALLS);
            return report;
        }
    }

    private static void assertMadeGood(SanityReport report) {
        assertThat(List.of(report.one503(), report.sick(), report.dead()))
                .allSatisfy(episode -> assertThat(episode.errors()).isZero())
                .allSatisfy(episode -> assertThat(episode.counts().retries())
                        .as("the fault was met")
                        .isPositive());
        assertThat(report.dead().counts().ejections()).isPositive();
    }
}

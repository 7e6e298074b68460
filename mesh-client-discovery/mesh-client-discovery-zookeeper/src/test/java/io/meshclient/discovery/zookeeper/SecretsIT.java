package io.meshclient.discovery.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.meshclient.time.MeshRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is logged with everything switched on, Curator and ZooKeeper included, while the server comes and goes. */
final class SecretsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> LOGGERS = List.of("org.apache", "io.meshclient");

    @TempDir
    private Path directory;

    @Test
    void theDigestIsInNoLogAndNoFailure() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        MeshRuntime runtime = MeshRuntime.system();
        LOGGERS.forEach(name -> attach(name, log));
        Told told = new Told();
        try (ZooKeeperServer server = new ZooKeeperServer(directory).start();
                ZooKeeperDiscovery discovery = ZooKeeperDiscovery.of(
                        Map.of("connect", server.connect(), "auth", "digest:mesh:geheim"), runtime)) {
            discovery.subscribe("orders", told);
            await("an answer").atMost(PATIENCE).until(() -> told.sets() > 0);
            server.kill();
            await("the loss").atMost(PATIENCE).until(() -> !told.failures().isEmpty());
            server.start();
            await("an answer again").atMost(PATIENCE).until(() -> told.sets() > 1);
        } finally {
            LOGGERS.forEach(name -> detach(name, log));
            runtime.close();
        }
        assertThat(List.copyOf(log.list)).hasSizeGreaterThan(20);
        assertThat(List.copyOf(log.list))
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains("geheim") || line.contains("103, 101, 104, 101, 105, 109"));
        assertThat(told.failures()).noneMatch(failure -> failure.contains("geheim"));
    }

    private static void attach(String name, ListAppender<ILoggingEvent> log) {
        Logger logger = (Logger) LoggerFactory.getLogger(name);
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        logger.addAppender(log);
    }

    private static void detach(String name, ListAppender<ILoggingEvent> log) {
        Logger logger = (Logger) LoggerFactory.getLogger(name);
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(name.equals("org.apache") ? Level.OFF : null);
    }
}

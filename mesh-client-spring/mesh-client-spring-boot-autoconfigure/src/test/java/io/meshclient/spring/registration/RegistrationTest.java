package io.meshclient.spring.registration;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.meshclient.testing.VirtualTime;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the registry is asked, and when: in virtual time. */
class RegistrationTest {

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final VirtualTime time = new VirtualTime();
    private final FakeRegistry registry = new FakeRegistry();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private Registration registration = registration(time.runtime(), HEARTBEAT);

    private Registration registration(MeshRuntime runtime, Duration heartbeat) {
        return new Registration(registry, runtime, heartbeat, new StateLog("orders", runtime), Presence.STARTING);
    }

    @BeforeEach
    void listen() {
        lines.start();
        logger().addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        logger().detachAppender(lines);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Registration.class);
    }

    private List<String> said() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void isUp() {
        registration.start();
        time.runDue();
        registration.want(Presence.UP);
        time.runDue();
        assertThat(registry.takeAsked()).containsExactly("register starting", "change up");
    }

    @Test
    void itRegistersChangesAndSendsHeartbeats() {
        assertThat(registration.state().token()).isEqualTo("registering");

        isUp();
        assertThat(registration.state().token()).isEqualTo("up");

        time.advance(HEARTBEAT.multipliedBy(3));
        assertThat(registry.takeAsked()).containsExactly("renew up", "renew up", "renew up");
        assertThat(said())
                .containsExactly(
                        "orders: registration: registered at Fake at nowhere, starting",
                        "orders: registration: now up at Fake at nowhere");
    }

    @Test
    void nothingIsAskedBeforeItStarts() {
        registration.want(Presence.UP);
        registration.want(Presence.STARTING);
        assertThat(registry.takeAsked()).isEmpty();
    }

    @Test
    void readinessThatComesAndGoesIsTold() {
        isUp();

        registration.want(Presence.OUT_OF_SERVICE);
        time.runDue();
        time.advance(HEARTBEAT);
        registration.want(Presence.UP);
        time.runDue();

        assertThat(registry.takeAsked()).containsExactly("change out-of-service", "renew out-of-service", "change up");
    }

    @Test
    void onlyTheLastOfSeveralChangesIsTold() {
        isUp();

        registration.want(Presence.OUT_OF_SERVICE);
        registration.want(Presence.UP);
        time.runDue();

        assertThat(registry.takeAsked()).containsExactly("renew up");
    }

    @Test
    void aLostEntryIsMadeAnewAtOnce() {
        isUp();

        registry.known = false;
        time.advance(HEARTBEAT);

        assertThat(registry.takeAsked()).containsExactly("renew up", "register up");
        assertThat(said()).anyMatch(line -> line.contains("has lost this instance; it registers again"));
        assertThat(registration.state().token()).isEqualTo("up");
    }

    @Test
    void anEntryThatIsLostWhileItChangesIsMadeAnew() {
        isUp();

        registry.known = false;
        registration.want(Presence.OUT_OF_SERVICE);
        time.runDue();

        assertThat(registry.takeAsked()).containsExactly("change out-of-service", "register out-of-service");
    }

    @Test
    void aChangeThatFailsHalfWayIsFollowedByAWholeRegistration() {
        isUp();

        registry.failures.add(new RegistryException("answers 500"));
        registration.want(Presence.OUT_OF_SERVICE);
        time.runDue();
        time.advance(HEARTBEAT);

        assertThat(registry.takeAsked()).startsWith("change out-of-service", "register out-of-service");
    }

    @Test
    void aRegistryThatIsAwayIsAskedAgainWithFullJitterAndSaidOnce() {
        registry.away = true;
        registration.start();
        time.runDue();
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            waits.add(time.pendingDelays().get(0));
            time.advanceToNext();
        }

        assertThat(waits.get(0)).isLessThan(Duration.ofMillis(500));
        assertThat(waits.get(1)).isLessThan(Duration.ofMillis(1_000));
        assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofSeconds(10)) < 0);
        assertThat(waits.subList(10, 200).stream()
                        .mapToLong(Duration::toMillis)
                        .average()
                        .orElseThrow())
                .isBetween(4_300.0, 5_700.0);
        assertThat(said()).containsExactly("orders: registration: Fake at nowhere cannot be asked; it is tried again");
        assertThat(registration.state().token()).isEqualTo("failing");
        assertThat(registration.state().lastError()).isEqualTo("Fake at nowhere cannot be asked");

        registry.away = false;
        time.advance(Duration.ofSeconds(10));
        assertThat(registration.state().token()).isEqualTo("starting");
        assertThat(registration.state().lastError()).isNull();
    }

    @Test
    void theBackOffIsNoLongerThanAHeartbeat() {
        registration = registration(time.runtime(), Duration.ofSeconds(1));
        registry.away = true;
        registration.start();
        time.runDue();
        for (int i = 0; i < 50; i++) {
            assertThat(time.pendingDelays().get(0)).isLessThan(Duration.ofSeconds(1));
            time.advanceToNext();
        }
    }

    @Test
    void aFailedHeartbeatIsRepeatedAndTheEntryKept() {
        isUp();

        registry.failures.add(new RegistryException("does not answer in time"));
        time.advance(HEARTBEAT.plusSeconds(1));

        assertThat(registry.takeAsked()).containsExactly("renew up", "renew up");
        assertThat(said()).anyMatch(line -> line.contains("takes heartbeats again"));
    }

    @Test
    void anErrorDoesNotEndTheHeartbeats() {
        isUp();

        registry.failures.add(new OutOfMemoryError("on purpose"));
        time.advance(HEARTBEAT.plusSeconds(1));

        assertThat(registry.takeAsked()).containsExactly("renew up", "renew up");
    }

    @Test
    void aFlappingRegistryIsSaidOnceInTenSeconds() {
        registration = registration(time.runtime(), Duration.ofMillis(100));
        isUp();
        for (int i = 0; i < 100; i++) {
            registry.failures.add(new RegistryException("answers 500"));
            time.advance(Duration.ofMillis(200));
        }

        assertThat(said().stream().filter(line -> line.contains("it is tried again")))
                .hasSizeBetween(2, 3);
        assertThat(said()).anyMatch(line -> line.endsWith("it is tried again (and 49 more such changes within 10 s)"));
    }

    @Test
    void theLogEndsWithWhatIsTrue() {
        isUp();
        registration.want(Presence.OUT_OF_SERVICE);
        time.runDue();
        assertThat(said()).noneMatch(line -> line.contains("out-of-service"));

        time.advance(Duration.ofSeconds(10));
        assertThat(said()).last().isEqualTo("orders: registration: now out-of-service at Fake at nowhere");
    }

    @Test
    void theRegistrysWordsAreOneShortLine() {
        registry.failures.add(new RegistryException("says a\nERROR b" + "c".repeat(1_000)));
        registration.start();
        time.runDue();

        assertThat(said())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("says a ERROR b")
                        .doesNotContain("\n")
                        .hasSizeLessThan(600));
    }

    @Test
    void leavingTakesTheEntryAwayAndNothingFollows() throws InterruptedException {
        RegistrationThread thread = started(Presence.UP);

        assertThat(registration.leave(Duration.ofSeconds(10))).isTrue();
        registration.want(Presence.UP);
        registration.close();

        assertThat(registry.takeAsked())
                .startsWith("register starting", "change up")
                .contains("leaving", "deregister")
                .endsWith("close")
                .hasSize(5);
        assertThat(registration.state().token()).isEqualTo("deregistered");
        thread.close();
    }

    @Test
    void whoWasNeverUpHasNoCallersToWaitFor() throws InterruptedException {
        RegistrationThread thread = started(Presence.STARTING);

        assertThat(registration.leave(Duration.ofSeconds(10))).isFalse();
        assertThat(registry.takeAsked()).contains("deregister");
        thread.close();
    }

    @Test
    void aFailedDeregistrationIsRepeated() throws InterruptedException {
        RegistrationThread thread = started(Presence.UP);
        registry.failures.add(new RegistryException("answers 500"));
        registry.failures.add(new RegistryException("answers 500"));

        assertThat(registration.leave(Duration.ofSeconds(10))).isTrue();
        assertThat(registry.takeAsked()).filteredOn("deregister"::equals).hasSize(3);
        thread.close();
    }

    @Test
    void aRegistryThatWasNeverThereIsNotWaitedFor() throws InterruptedException {
        registry.away = true;
        RegistrationThread thread = started(Presence.STARTING);

        assertThat(registration.leave(Duration.ofDays(1))).isFalse();
        thread.close();
    }

    @Test
    void aRegistryThatHangsIsWaitedForAsLongAsTheBoundSays() throws InterruptedException {
        RegistrationThread thread = started(Presence.STARTING);
        registry.hang = new CountDownLatch(1);

        assertThat(registration.leave(Duration.ofMillis(50))).isFalse();
        assertThat(said()).anyMatch(line -> line.contains("not deregistered within 50 ms"));
        thread.close();
    }

    /** On the real thread, and registered as something. */
    private RegistrationThread started(Presence presence) throws InterruptedException {
        RegistrationThread thread = new RegistrationThread();
        registration = registration(new MeshRuntime(time, thread, time.random()), HEARTBEAT);
        registration.start();
        hasRun(thread);
        registration.want(presence);
        hasRun(thread);
        return thread;
    }

    private static void hasRun(RegistrationThread thread) throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        thread.schedule(1, ran::countDown);
        ran.await();
    }
}

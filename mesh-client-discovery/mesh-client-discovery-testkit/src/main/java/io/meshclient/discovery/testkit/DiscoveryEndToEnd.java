package io.meshclient.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.Mesh;
import io.meshclient.ServiceView;
import io.meshclient.discovery.Discovery;
import io.meshclient.policy.Parsers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Traffic through a mesh whose endpoints come from a {@link Discovery}, while instances come, go and die, and while the
 * source is away. Extend it over the real source, and run it as any JUnit class. Loads and times are system properties:
 * {@code mesh.discovery.rate} (calls a second, 500) and {@code mesh.discovery.outage} (a duration, 8s).
 */
public abstract class DiscoveryEndToEnd {

    private static final int RATE = Integer.getInteger("mesh.discovery.rate", 500);
    private static final Duration OUTAGE = Parsers.duration(System.getProperty("mesh.discovery.outage", "8s"));
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration STEADY = Duration.ofSeconds(1);

    private final List<Instance> instances = new ArrayList<>();

    /**
     * Makes the discovery under test.
     *
     * @return a new discovery, which the test closes
     * @throws Exception fails the test
     */
    protected abstract Discovery create() throws Exception;

    /**
     * Makes the source name an instance of the service {@code orders}, which takes calls already.
     *
     * @param host a loopback address
     * @param port where it listens
     * @throws Exception fails the test
     */
    protected abstract void register(String host, int port) throws Exception;

    /**
     * Makes the source name the instance no more; it still takes calls.
     *
     * @param host a loopback address
     * @param port where it listens
     * @throws Exception fails the test
     */
    protected abstract void deregister(String host, int port) throws Exception;

    /**
     * Takes the source away, as a crash would.
     *
     * @throws Exception fails the test
     */
    protected abstract void stopSource() throws Exception;

    /**
     * Brings the source back. It names the instances that it named before, at once or as soon as such sources do.
     *
     * @throws Exception fails the test
     */
    protected abstract void startSource() throws Exception;

    /**
     * How long the source itself may take until whoever watches it can know of a change.
     *
     * @return such as a TTL, or zero where changes are pushed at once
     */
    protected Duration pushDelay() {
        return Duration.ZERO;
    }

    /** Ends the instances. */
    @AfterEach
    protected final void endInstances() {
        instances.forEach(Instance::close);
    }

    /** Not one call is lost, and a new instance soon has its share. */
    @Test
    protected void noCallIsLostWhileInstancesAndTheSourceComeAndGo() throws Exception {
        Instance first = started();
        Instance second = started();
        Instance third = started();
        OkHttpClient plain = new OkHttpClient();
        try (Discovery discovery = create();
                Mesh mesh = Mesh.builder()
                        .discovery("under-test", discovery)
                        .service("orders", orders -> orders.discovery("under-test"))
                        .build()) {
            await("the first endpoints", () -> endpoints(mesh) == 3);
            Traffic traffic = new Traffic(mesh.wrap(plain), RATE);
            pause(STEADY);
            Duration found = found();
            leaves(first, mesh);
            second.close(); // as killed: the source still names it
            pause(STEADY);
            deregister("127.0.0.1", second.port());
            Duration foundAgain = isAwayAndBack(mesh);
            traffic.close();
            System.out.printf(
                    "%s: %d calls, %d lost, %d retries; first call on a new instance after %d ms, after an outage of %d s"
                            + " after %d ms (the source's own delay: %d ms)%n",
                    getClass().getSimpleName(),
                    traffic.calls(),
                    traffic.lost().size(),
                    traffic.retries(),
                    found.toMillis(),
                    OUTAGE.toSeconds(),
                    foundAgain.toMillis(),
                    pushDelay().toMillis());
            assertThat(traffic.lost()).isEmpty();
            assertThat(third.calls()).isPositive();
        } finally {
            plain.dispatcher().executorService().shutdown();
            plain.connectionPool().evictAll();
        }
    }

    private Instance started() throws Exception {
        Instance instance = new Instance();
        instances.add(instance);
        register("127.0.0.1", instance.port());
        return instance;
    }

    /** From before it is registered to its first call. */
    private Duration found() throws Exception {
        long begun = System.nanoTime();
        Instance added = started();
        await("a call on the new instance " + added.key(), () -> added.calls() > 0);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private void leaves(Instance instance, Mesh mesh) throws Exception {
        deregister("127.0.0.1", instance.port());
        await(
                "that nobody knows " + instance.key(),
                () -> view(mesh).endpoints().stream()
                        .noneMatch(endpoint -> endpoint.key().equals(instance.key())));
        pause(STEADY);
        long calls = instance.calls();
        pause(STEADY);
        assertThat(instance.calls()).as("calls after it left").isEqualTo(calls);
        instance.close();
    }

    private Duration isAwayAndBack(Mesh mesh) throws Exception {
        await("two endpoints", () -> endpoints(mesh) == 2);
        stopSource();
        await("that the view tells of the outage", () -> view(mesh).lastError() != null);
        pause(OUTAGE);
        assertThat(endpoints(mesh)).as("endpoints during the outage").isEqualTo(2);
        startSource();
        Duration again = found();
        await("that the source works again", () -> view(mesh).lastError() == null);
        pause(STEADY);
        return again;
    }

    private static ServiceView view(Mesh mesh) {
        return mesh.view().service("orders");
    }

    private static int endpoints(Mesh mesh) {
        return view(mesh).endpoints().size();
    }

    private void await(String what, BooleanSupplier condition) {
        long end =
                System.nanoTime() + PATIENCE.plus(pushDelay().multipliedBy(3)).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as(what).isNegative();
            pause(Duration.ofMillis(1));
        }
    }

    private static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}

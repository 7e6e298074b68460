package io.meshclient.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.EndpointView;
import io.meshclient.Mesh;
import io.meshclient.ServiceView;
import io.meshclient.discovery.Discovery;
import io.meshclient.policy.Parsers;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Traffic through a mesh whose endpoints come from a {@link Discovery}, while instances come, drain, go and die, and while
 * the source is away. Extend it over the real source, and run it as any JUnit class. Loads and times are system properties:
 * {@code mesh.discovery.rate} (calls a second, 500) and {@code mesh.discovery.outage} (a duration, 8s).
 */
public abstract class DiscoveryEndToEnd {

    private static final int RATE = Integer.getInteger("mesh.discovery.rate", 500);
    private static final Duration OUTAGE = Parsers.duration(System.getProperty("mesh.discovery.outage", "8s"));
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration STEADY = Duration.ofMillis(500);
    private static final int NEW_INSTANCES = 3;

    private final List<Instance> instances = new ArrayList<>();

    /** For whoever extends it. */
    protected DiscoveryEndToEnd() {}

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
     * Makes the source say that the instance is about to go; it still takes calls.
     *
     * @param host a loopback address
     * @param port where it listens
     * @return false if the source cannot say that; the line that is printed tells
     * @throws Exception fails the test
     */
    protected boolean drain(String host, int port) throws Exception {
        return false;
    }

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

    /**
     * What the source calls the service.
     *
     * @return the discovery's target, {@code orders} unless overridden
     */
    protected String target() {
        return "orders";
    }

    /**
     * Where an instance is to listen, for sources that cannot name any port.
     *
     * @param number counts the instances from 0
     * @return a loopback address; port 0 is any free one
     */
    protected InetSocketAddress address(int number) {
        return new InetSocketAddress("127.0.0.1", 0);
    }

    /**
     * Whether the source can be seen to be away.
     *
     * @return false for a client of a registry that answers from its cache, and hides it
     */
    protected boolean tellsOutages() {
        return true;
    }

    int rate() {
        return RATE;
    }

    Duration outage() {
        return OUTAGE;
    }

    Duration patience() {
        return PATIENCE;
    }

    /** Ends the instances. */
    @AfterEach
    protected final void endInstances() {
        instances.forEach(Instance::close);
    }

    /** Not one call is lost, and a new instance soon has its share. */
    @Test
    protected void noCallIsLostWhileInstancesAndTheSourceComeAndGo() throws Exception {
        Instance leaving = started();
        Instance killed = started();
        Instance draining = started();
        OkHttpClient plain = new OkHttpClient();
        try (Discovery discovery = create();
                Mesh mesh = Mesh.builder()
                        .discovery("under-test", discovery)
                        .service(
                                "orders",
                                orders -> orders.discovery("under-test").discoveryTarget(target()))
                        .build()) {
            await("the first endpoints", () -> endpoints(mesh) == 3);
            Traffic traffic = new Traffic(mesh.wrap(plain), rate());
            pause(STEADY);
            Times found = found();
            boolean drained = drains(draining, mesh);
            leaves(leaving, mesh);
            dies(killed, mesh);
            Times foundAgain = isAwayAndBack(mesh);
            traffic.close();
            print(traffic, found, foundAgain, drained);
            assertThat(traffic.lost()).isEmpty();
            assertThat(found.median())
                    .as("until a new instance has its first call")
                    .isLessThan(pushDelay().plusSeconds(1));
        } finally {
            plain.dispatcher().executorService().shutdown();
            plain.connectionPool().evictAll();
        }
    }

    private void print(Traffic traffic, Times found, Times foundAgain, boolean drained) {
        System.out.printf(
                "%s: %d calls, %d lost, %d retries; from register to first call %s; after an outage of %d s %s"
                        + " (the source's own delay: %d ms; it %s)%n",
                getClass().getSimpleName(),
                traffic.calls(),
                traffic.lost().size(),
                traffic.retries(),
                found,
                outage().toSeconds(),
                foundAgain,
                pushDelay().toMillis(),
                drained ? "named one as draining" : "cannot name one as draining");
    }

    private Instance started() throws Exception {
        Instance instance = new Instance(address(instances.size()));
        instances.add(instance);
        register(instance.host(), instance.port());
        return instance;
    }

    /** From before each is registered to its first call. */
    private Times found() throws Exception {
        Times times = new Times();
        for (int i = 0; i < NEW_INSTANCES; i++) {
            long begin = System.nanoTime();
            Instance added = started();
            await("a call on the new instance " + added.key(), () -> added.calls() > 0);
            times.add(Duration.ofNanos(System.nanoTime() - begin));
        }
        return times;
    }

    /** Named as draining it is still known, and has no new calls. */
    private boolean drains(Instance instance, Mesh mesh) throws Exception {
        boolean said = drain(instance.host(), instance.port());
        if (said) {
            await(
                    "that " + instance.key() + " drains",
                    () -> view(mesh).endpoints().stream()
                            .filter(endpoint -> endpoint.key().equals(instance.key()))
                            .map(EndpointView::state)
                            .allMatch("draining"::equals));
            assertNoNewCalls(instance, mesh);
        }
        leaves(instance, mesh);
        return said;
    }

    private void leaves(Instance instance, Mesh mesh) throws Exception {
        deregister(instance.host(), instance.port());
        await("that nobody knows " + instance.key(), () -> !knows(mesh, instance));
        assertNoNewCalls(instance, mesh);
        instance.close();
    }

    /** What had been sent there before may still arrive, on a busy machine for a while: but it ends, though others go on. */
    private void assertNoNewCalls(Instance instance, Mesh mesh) {
        await(
                () -> "no calls on " + instance.key() + ", which drains or has left, for " + STEADY + "; seen are "
                        + mesh.view(),
                () -> {
                    long calls = instance.calls();
                    pause(STEADY);
                    return instance.calls() == calls;
                });
    }

    /** As killed: the source still names it. */
    private void dies(Instance instance, Mesh mesh) throws Exception {
        instance.close();
        pause(STEADY);
        assertThat(knows(mesh, instance)).as("the source still names it").isTrue();
        deregister(instance.host(), instance.port());
        await("that nobody knows " + instance.key(), () -> !knows(mesh, instance));
    }

    /** One of three dies meanwhile, which nobody can say. */
    private Times isAwayAndBack(Mesh mesh) throws Exception {
        assertThat(endpoints(mesh)).as("endpoints before the outage").isEqualTo(NEW_INSTANCES);
        Instance killed = instances.get(instances.size() - 1);
        stopSource();
        if (tellsOutages()) {
            await("that the view tells of the outage", () -> view(mesh).lastError() != null);
        }
        pause(outage().dividedBy(2));
        killed.close();
        pause(outage().dividedBy(2));
        assertThat(endpoints(mesh)).as("endpoints during the outage").isEqualTo(NEW_INSTANCES);
        startSource();
        Times again = found();
        await("that the source works again", () -> view(mesh).lastError() == null);
        deregister(killed.host(), killed.port());
        await("that nobody knows " + killed.key(), () -> !knows(mesh, killed));
        return again;
    }

    private static boolean knows(Mesh mesh, Instance instance) {
        return view(mesh).endpoints().stream()
                .anyMatch(endpoint -> endpoint.key().equals(instance.key()));
    }

    private static ServiceView view(Mesh mesh) {
        return mesh.view().service("orders");
    }

    private static int endpoints(Mesh mesh) {
        return view(mesh).endpoints().size();
    }

    private void await(String what, BooleanSupplier condition) {
        await(() -> what, condition);
    }

    private void await(Supplier<String> what, BooleanSupplier condition) {
        long end =
                System.nanoTime() + patience().plus(pushDelay().multipliedBy(3)).toNanos();
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

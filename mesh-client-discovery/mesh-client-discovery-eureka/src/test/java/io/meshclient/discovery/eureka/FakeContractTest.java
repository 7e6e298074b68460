package io.meshclient.discovery.eureka;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.BadAnswer;
import io.meshclient.discovery.testkit.DiscoveryContract;
import io.meshclient.discovery.testkit.Fact;
import io.meshclient.discovery.testkit.HttpFront;
import io.meshclient.endpoint.EndpointSet;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import okhttp3.Credentials;
import org.junit.jupiter.api.AfterEach;

/** The contract over a registry in memory, whose answers can be made bad. */
class FakeContractTest extends DiscoveryContract {

    private final FakeRegistry registry = new FakeRegistry();
    private final Front front = new Front(registry);
    private final HttpFront bad = new HttpFront(front.url());

    FakeContractTest() throws IOException {}

    @AfterEach
    void stop() {
        bad.close();
        front.close();
    }

    @Override
    protected Discovery create() {
        return EurekaDiscovery.builder()
                .urls(bad.url() + URI.create(front.url()).getPath())
                .login("me", "s3cr3t-p4ss")
                .interval(Duration.ofMillis(50))
                .timeout(Duration.ofMillis(1500))
                .runtime(runtime())
                .build();
    }

    @Override
    protected void publish(String target, EndpointSet set) throws IOException {
        front.atOnce(() -> registry.put(target, set));
        bad.passOn();
    }

    @Override
    protected boolean breakSource() {
        front.fail();
        return true;
    }

    /** Weight, region and zone are entries of an instance's metadata; there are neither priorities nor smaller zones. */
    @Override
    protected Set<Fact> facts() {
        return EnumSet.complementOf(EnumSet.of(Fact.PRIORITY, Fact.SUB_ZONE, Fact.DEGRADED));
    }

    @Override
    protected boolean answer(BadAnswer how) throws InterruptedException {
        bad.answer(how, "{\"applications\":{\"application\":[1,2]}}");
        return true;
    }

    @Override
    protected int failuresUntilSure() {
        return 2;
    }

    /** As it is sent. */
    @Override
    protected Optional<String> secret() {
        return Optional.of(Credentials.basic("me", "s3cr3t-p4ss"));
    }

    @Override
    protected OptionalLong work() {
        return OptionalLong.of(bad.work());
    }

    @Override
    protected boolean isNobodys(Thread thread) {
        return super.isNobodys(thread) || thread.getName().startsWith("front");
    }
}

package io.meshclient.discovery.consul;

import io.meshclient.discovery.testkit.BadAnswer;
import io.meshclient.discovery.testkit.Fact;
import io.meshclient.discovery.testkit.HttpFront;
import io.meshclient.endpoint.EndpointSet;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** The contract on a Consul in memory, whose answers can be made bad. */
final class FakeConsulContractTest extends ConsulContract {

    private final FakeConsul consul = new FakeConsul();
    private final HttpFront front = new HttpFront(consul.url());

    @AfterEach
    void closeConsul() {
        front.close();
        consul.close();
    }

    @Override
    String url() {
        return front.url();
    }

    @Override
    protected void publish(String target, EndpointSet set) {
        consul.publish(target, set);
        front.passOn();
    }

    @Override
    protected boolean breakSource() {
        consul.loseLeader();
        return true;
    }

    /** Consul has no priorities, and what is unhealthy is left out, as its own DNS does. */
    @Override
    protected Set<Fact> facts() {
        return EnumSet.complementOf(EnumSet.of(Fact.PRIORITY, Fact.UNHEALTHY));
    }

    @Override
    protected boolean answer(BadAnswer how) throws InterruptedException {
        front.answer(how, "{\"Node\":[1]}");
        return true;
    }

    @Override
    protected int failuresUntilSure() {
        return 2;
    }

    @Override
    protected OptionalLong work() {
        return OptionalLong.of(front.work());
    }

    @Override
    protected boolean isNobodys(Thread thread) {
        return super.isNobodys(thread) || thread.getName().startsWith("fake-consul");
    }
}

package io.meshclient.samples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class OutageTest {
    @Test
    void itTellsHowLongTheRegistryWasAwayAndWhenTheNewInstanceWasCalled() {
        assertThat(outage(OptionalDouble.of(45.75)).describe())
                .contains("from Consul, which got killed at 2.0 s and answered again at 43.0 s: 41 s away.")
                .contains("orders-4 was started at 43.5 s and got its first call 2250 ms later.")
                .contains("The plain client has a fixed list");
    }

    @Test
    void itTellsThatTheNewInstanceWasNeverCalled() {
        assertThat(outage(OptionalDouble.empty()).describe())
                .contains("orders-4 was started at 43.5 s and got no call.");
    }

    private static Outage outage(OptionalDouble firstCall) {
        return new Outage("Consul", 2, 43, "orders-4", 43.5, firstCall);
    }
}

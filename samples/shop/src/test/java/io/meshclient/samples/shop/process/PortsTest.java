package io.meshclient.samples.shop.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class PortsTest {
    @Test
    void portsAreDifferentAndBelowThoseOfOutgoingConnections() throws IOException {
        assertThat(Ports.free(6)).hasSize(6).doesNotHaveDuplicates().allMatch(port -> port < 32_768);
    }
}

package io.meshclient.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an endpoint keeps of the heap stays within its budget. */
class RetainedIT {

    @Test
    @DisplayName("Pain 14: memory grows with the cluster")
    void anEndpointThatNobodyCallsIsSmall() throws Exception {
        assertThat(Retained.ofKnown()).as("bytes").isBetween(100.0, (double) Retained.MOST_KNOWN);
    }

    @Test
    void anEndpointInUseIsNotLarge() throws Exception {
        assertThat(Retained.ofUsed()).as("bytes").isBetween(500.0, (double) Retained.MOST_USED);
    }
}

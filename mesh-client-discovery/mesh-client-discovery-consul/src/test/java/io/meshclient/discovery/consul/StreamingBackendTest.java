package io.meshclient.discovery.consul;

import static io.meshclient.discovery.consul.MockConsul.answer;
import static io.meshclient.discovery.consul.MockConsul.instances;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an agent with the streaming backend (Consul 1.10 and later) may answer, played back. */
class StreamingBackendTest {

    @RegisterExtension
    final MockConsul consul = new MockConsul();

    /** hashicorp/consul#20790: an agent's view was reset, and the question's time was over. */
    @Test
    void anEmptyViewOfTheStreamingBackendIsAskedAgain() throws InterruptedException {
        consul.server()
                .enqueue(answer(instances("10.0.0.1"), 1200)
                        .setHeader("X-Consul-Query-Backend", "blocking-query")
                        .build());
        consul.server()
                .enqueue(answer("[]", 1)
                        .setHeader("X-Consul-Query-Backend", "streaming")
                        .build());
        consul.server().enqueue(answer(instances("10.0.0.1", "10.0.0.2"), 1300).build());
        consul.subscribe("orders");

        consul.heard().awaitKeys("10.0.0.1:80", "10.0.0.2:80");
        assertThat(consul.heard().sets()).noneMatch(set -> set.isEmpty());
        consul.taken();
        assertThat(consul.taken().getUrl().queryParameter("index")).isEqualTo("1200");
        assertThat(consul.taken().getUrl().queryParameter("index")).isNull();
        assertThat(consul.taken().getUrl().queryParameter("index")).isEqualTo("1300");
    }

    /** The view's index may lag behind that of the first, direct answer: the questions go on all the same. */
    @Test
    void aStreamingIndexThatIsAlwaysLowerStillBringsChanges() {
        for (int i = 1; i <= 4; i++) {
            consul.server().enqueue(answer(instances("10.0.0." + i), 1000 + i).build());
            consul.server().enqueue(answer(instances("10.0.0." + i), 900 + i).build());
        }
        consul.subscribe("orders");
        consul.heard().awaitKeys("10.0.0.4:80");
    }
}

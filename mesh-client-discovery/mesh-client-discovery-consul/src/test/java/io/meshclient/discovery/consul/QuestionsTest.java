package io.meshclient.discovery.consul;

import static io.meshclient.discovery.consul.MockConsul.answer;
import static io.meshclient.discovery.consul.MockConsul.instances;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.endpoint.Endpoint;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes over the wire. */
class QuestionsTest {

    @RegisterExtension
    final MockConsul consul = new MockConsul();

    @Test
    void theQuestionsAsConsulWantsThem() throws InterruptedException {
        consul.server().enqueue(answer(instances("10.0.0.1"), 7).build());
        consul.server().enqueue(answer(instances("10.0.0.2"), 8).build());
        consul.subscribe("orders");

        HttpUrl first = consul.taken().getUrl();
        assertThat(first.encodedPath()).isEqualTo("/v1/health/service/orders");
        assertThat(first.queryParameterNames()).containsExactly("consistent");
        HttpUrl second = consul.taken().getUrl();
        assertThat(second.queryParameterNames()).containsExactlyInAnyOrder("index", "wait");
        assertThat(second.queryParameter("index")).isEqualTo("7");
        assertThat(second.queryParameter("wait")).isEqualTo("60000ms");
        consul.heard().awaitKeys("10.0.0.2:80");
        assertThat(consul.heard().sets().get(1).version()).isEqualTo("index 8");
    }

    /** Namespaces and partitions are Consul Enterprise's: this is as near as tests come. */
    @Test
    void everySettingIsAParameter() throws InterruptedException {
        consul.settings()
                .putAll(Map.of("datacenter", "dc2", "namespace", "team a", "partition", "p1", "tags", "v2, green"));
        consul.settings()
                .putAll(Map.of("filter", "Node.Meta.rack == \"r7\"", "near", "_agent", "consistency", "stale"));
        consul.settings().put("wait", "10s");
        consul.settings().put("url", consul.settings().get("url") + "/consul/");
        consul.server().enqueue(answer("[]", 7).build());
        consul.subscribe("orders");

        HttpUrl first = consul.taken().getUrl();
        assertThat(first.encodedPath()).isEqualTo("/consul/v1/health/service/orders");
        assertThat(first.queryParameter("dc")).isEqualTo("dc2");
        assertThat(first.queryParameter("ns")).isEqualTo("team a");
        assertThat(first.queryParameter("partition")).isEqualTo("p1");
        assertThat(first.queryParameterValues("tag")).containsExactly("v2", "green");
        assertThat(first.queryParameter("filter")).isEqualTo("Node.Meta.rack == \"r7\"");
        assertThat(first.queryParameter("near")).isEqualTo("_agent");
        assertThat(first.queryParameterNames()).contains("stale").doesNotContain("consistent", "passing", "index");
        HttpUrl second = consul.taken().getUrl();
        assertThat(second.queryParameter("wait")).isEqualTo("10000ms");
        assertThat(second.queryParameterNames()).contains("stale");
    }

    @Test
    void consistentMeansEveryQuestion() throws InterruptedException {
        consul.settings().put("consistency", "consistent");
        consul.server().enqueue(answer("[]", 7).build());
        consul.subscribe("orders");

        assertThat(consul.taken().getUrl().queryParameterNames()).contains("consistent");
        assertThat(consul.taken().getUrl().queryParameterNames()).contains("consistent", "index");
    }

    @Test
    void aNameThatIsNoneIsAFailure() {
        consul.subscribe("..");
        assertThat(consul.heard().failures()).containsExactly("'..' is no name of a service");
    }

    @Test
    void anyNameIsOneSegmentOfThePath() throws InterruptedException {
        consul.subscribe("a/b?stale&c");
        HttpUrl url = consul.taken().getUrl();
        assertThat(url.pathSegments()).containsExactly("v1", "health", "service", "a/b?stale&c");
        assertThat(url.queryParameterNames()).containsExactly("consistent");
    }

    @Test
    void weightsAndHealthArrive() {
        consul.server()
                .enqueue(answer("[" + Texts.instance("10.0.0.1", 80, "_service_maintenance:x=critical") + "]", 7)
                        .build());
        consul.subscribe("orders");
        Endpoint endpoint = consul.heard().awaitSet().endpoints().get(0);
        assertThat(endpoint.weight()).isEqualTo(10);
        assertThat(endpoint.health().takesCalls()).isFalse();
    }
}

package io.meshclient.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.outcome.StopReason;
import io.meshclient.servers.Orders.Answer;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an ingress Envoy says in its own name, when it is not the service that answers. */
@Timeout(60)
@NeedsServer(RealServer.ENVOY)
final class EnvoyAnswersIT {

    @Order(1)
    @RegisterExtension
    final RealServers servers = new RealServers();

    @Order(2)
    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private Orders orders(Envoy envoy, String... listeners) {
        List<String> endpoints = Arrays.stream(listeners).map(envoy::endpoint).toList();
        return new Orders(leaks, new OkHttpClient(), service -> service.balancer("round-robin"), endpoints);
    }

    @Test
    void itsOwnFailuresAreRetriedElsewhere() throws IOException {
        MockWebServer resetting = leaks.server();
        for (int i = 0; i < 10; i++) {
            resetting.enqueue(new MockResponse.Builder()
                    .onRequestStart(new SocketEffect.CloseSocket())
                    .build());
        }
        Envoy envoy = servers.envoy(new EnvoyConfig()
                .upstream(resetting.getPort())
                .listener("no-healthy-upstream", EnvoyConfig.to("nobody"))
                .listener("upstream-refused", EnvoyConfig.to("refused"))
                .listener("upstream-reset", EnvoyConfig.to("upstream"))
                .listener("bad-gateway", EnvoyConfig.answering(502, "no"))
                .listener("gateway-timeout", EnvoyConfig.answering(504, "no"))
                .listener("well", EnvoyConfig.ITEMS));
        assertServedElsewhere(orders(envoy, "no-healthy-upstream", "well"), "503");
        assertServedElsewhere(orders(envoy, "upstream-refused", "well"), "503");
        assertServedElsewhere(orders(envoy, "upstream-reset", "well"), "503");
        assertServedElsewhere(orders(envoy, "bad-gateway", "well"), "502");
        assertServedElsewhere(orders(envoy, "gateway-timeout", "well"), "504");
    }

    /** Two calls, of which round robin lets at least one meet the listener that fails. */
    private static void assertServedElsewhere(Orders orders, String failure) throws IOException {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Answer answer = orders.call(Orders.get("/items/" + i));
            assertThat(answer.body()).isEqualTo(Site.BODY);
            labels.addAll(answer.labels());
        }
        assertThat(labels).contains(failure).containsOnly("200", failure);
    }

    @Test
    void whatEveryAttemptMeetsIsReturnedAsEnvoySaidIt() throws IOException {
        Envoy envoy = servers.envoy(new EnvoyConfig()
                .listener("nobody", EnvoyConfig.to("nobody"))
                .listener("refused", EnvoyConfig.to("refused")));
        Answer nobody = orders(envoy, "nobody").call(Orders.get("/items/7"));
        assertThat(nobody.code()).isEqualTo(503);
        assertThat(nobody.body()).isEqualTo("no healthy upstream");
        assertThat(nobody.labels()).containsExactly("503", "503", "503");
        assertThat(nobody.report().stop()).isEqualTo(StopReason.RETRIES_EXHAUSTED);

        Answer refused = orders(envoy, "refused").call(Orders.post("/items"));
        assertThat(refused.code()).isEqualTo(503);
        assertThat(refused.body()).startsWith("upstream connect error or disconnect/reset before headers");
        assertThat(refused.report().stop())
                .as("Envoy does not say whether its upstream had begun")
                .isEqualTo(StopReason.NOT_REPLAYABLE);
    }

    @Test
    void aFaultOfTheServiceIsNotRetried() throws IOException {
        Envoy envoy = servers.envoy(new EnvoyConfig().listener("broken", EnvoyConfig.answering(500, "bug")));
        Answer answer = orders(envoy, "broken").call(Orders.get("/items/7"));
        assertThat(answer.code()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("bug");
        assertThat(answer.report().stop()).isEqualTo(StopReason.NOT_RETRYABLE);
    }

    @Test
    void aRateLimitIsWaitedForIfItSaysWhen() throws IOException {
        String says = EnvoyConfig.header("retry-after", "1") + ", " + EnvoyConfig.header("x-envoy-ratelimited", "true");
        Envoy envoy = servers.envoy(new EnvoyConfig().listener("limited", EnvoyConfig.limited(1, says)));
        Orders orders = orders(envoy, "limited");
        Answer second = orders.callUntilRetried();
        assertThat(second.body()).isEqualTo(Site.BODY);
        assertThat(second.labels()).containsExactly("429", "200");
        assertThat(second.report().elapsedNanos()).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(990));
        assertThat(orders.endpoint(envoy.endpoint("limited")).state()).isEqualTo("available");
    }

    @Test
    void aRateLimitIsAnAnswerIfItDoesNotSayWhen() throws IOException {
        String says = EnvoyConfig.header("x-envoy-ratelimited", "true");
        Envoy envoy = servers.envoy(new EnvoyConfig().listener("limited", EnvoyConfig.limited(60, says)));
        Orders orders = orders(envoy, "limited");
        orders.call(Orders.get("/items/1"));
        Answer second = orders.call(Orders.get("/items/2"));
        assertThat(second.code()).isEqualTo(429);
        assertThat(second.body()).isEqualTo("local_rate_limited");
        assertThat(second.report().stop()).isEqualTo(StopReason.NOT_RETRYABLE);
    }
}

package io.meshclient.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.policy.HealthCheckType;
import io.meshclient.servers.Orders.Answer;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Active checks of real nginx, and headers by which a server says that it should get no calls. */
@Timeout(60)
@NeedsServer(RealServer.NGINX)
final class NginxHealthIT {

    @Order(1)
    @RegisterExtension
    final RealServers servers = new RealServers();

    @Order(2)
    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private static Site site(String ready) {
        return Site.of("location = /ready { " + ready + " } location / { return 200 '" + Site.BODY + "'; }");
    }

    private Orders orders(HealthCheckType type, Nginx... nginx) {
        return new Orders(
                leaks,
                new OkHttpClient(),
                orders -> orders.balancer("round-robin")
                        .healthCheck(check -> check.type(type)
                                .path("/ready")
                                .interval(Duration.ofMillis(100))
                                .initialSpread(Duration.ZERO)),
                Orders.endpoints(nginx));
    }

    private static void awaitState(Orders orders, Nginx nginx, String state, String said) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(orders.endpoint(nginx.endpoint()).lastCheck()).contains(said);
            assertThat(orders.endpoint(nginx.endpoint()).state()).isEqualTo(state);
        });
    }

    @Test
    void whoIsNotReadyGetsNoCalls() throws IOException {
        Nginx starting = servers.nginx(site("return 503;"));
        Nginx well = servers.nginx(site("return 200;"));
        Orders orders = orders(HealthCheckType.HTTP, starting, well);
        orders.call(Orders.get("/items/0"));
        awaitState(orders, starting, "unhealthy", "failed: status 503");
        awaitState(orders, well, "available", "passed: status 200");
        for (int i = 0; i < 10; i++) {
            assertThat(orders.call(Orders.get("/items/" + i)).asked()).containsExactly(well.endpoint());
        }
    }

    @Test
    void aConnectionIsEnoughForTcp() throws IOException {
        Nginx well = servers.nginx(site("return 503;"));
        Orders orders = orders(HealthCheckType.TCP, well);
        orders.call(Orders.get("/items/0"));
        awaitState(orders, well, "available", "passed: connected");
    }

    @Test
    void itsLastAnswersMaySayThatItIsGoing() throws IOException {
        Nginx going = servers.nginx(Site.of(
                "add_header x-envoy-immediate-health-check-fail true; location / { return 200 '" + Site.BODY + "'; }"));
        Nginx stays = servers.nginx(Site.ITEMS);
        Orders orders = new Orders(leaks, going, stays);
        int asked = 0;
        for (int i = 0; i < 20; i++) {
            Answer answer = orders.call(Orders.get("/items/" + i));
            assertThat(answer.code()).isEqualTo(200);
            asked += answer.asked().contains(going.endpoint()) ? 1 : 0;
        }
        assertThat(asked).isEqualTo(1);
        assertThat(orders.endpoint(going.endpoint()).state()).isEqualTo("unhealthy");
    }
}

package io.meshclient.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.testing.LeakRule;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers are reloaded, restarted and killed under 200 calls a second, and not one is lost. */
@Timeout(60)
@NeedsServer(RealServer.NGINX)
final class NginxRestartIT {

    private static final int PER_SECOND = 200;

    @Order(1)
    @RegisterExtension
    final RealServers servers = new RealServers();

    @Order(2)
    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    @Test
    void reloadOfTheOnlyServer() throws Exception {
        Nginx nginx = servers.nginx(Site.ITEMS);
        Orders orders = new Orders(leaks, nginx);
        Traffic traffic = Traffic.during(
                () -> {
                    for (int i = 0; i < 6; i++) {
                        Traffic.pass(Duration.ofMillis(300));
                        nginx.reload();
                    }
                    Traffic.pass(Duration.ofMillis(300));
                },
                PER_SECOND,
                orders.client(),
                number -> Orders.get("/items/" + number));
        traffic.lostNothing();
        assertThat(nginx.connections()).as("reloads close connections").isGreaterThan(6);
    }

    @Test
    void gracefulRestartOfOneAfterAnother() throws Exception {
        Nginx[] three = {servers.nginx(Site.ITEMS), servers.nginx(Site.ITEMS), servers.nginx(Site.ITEMS)};
        Orders orders = new Orders(leaks, three);
        Traffic traffic = Traffic.during(
                () -> {
                    for (Nginx server : three) {
                        Traffic.pass(Duration.ofMillis(300));
                        server.quit();
                        Traffic.pass(Duration.ofMillis(400));
                        server.start();
                    }
                    Traffic.pass(Duration.ofMillis(300));
                },
                PER_SECOND,
                orders.client(),
                number -> Orders.get("/items/" + number));
        traffic.lostNothing();
        assertThat(traffic.failures()).as("the restarts were felt").isNotEmpty();
    }

    @Test
    void aKilledServerIsHeldOffAndComesBack() throws Exception {
        Nginx one = servers.nginx(Site.ITEMS);
        Nginx victim = servers.nginx(Site.ITEMS);
        Orders orders = new Orders(
                leaks, new OkHttpClient(), service -> service.balancer("round-robin"), Orders.endpoints(one, victim));
        Traffic traffic = Traffic.during(
                () -> {
                    Traffic.pass(Duration.ofMillis(500));
                    victim.kill();
                    await().until(() ->
                            orders.endpoint(victim.endpoint()).state().equals("held-off"));
                    Traffic.pass(Duration.ofMillis(500));
                    int before = victim.seen().size();
                    victim.start();
                    await().untilAsserted(() -> {
                        assertThat(victim.seen().size()).isGreaterThan(before + 20);
                        assertThat(orders.endpoint(victim.endpoint()).state()).isEqualTo("available");
                    });
                },
                PER_SECOND,
                orders.client(),
                number -> Orders.get("/items/" + number));
        traffic.lostNothing();
        assertThat(traffic.outcomes()).containsKey("connect-failure");
    }
}

package io.meshclient.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.testing.LeakRule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who gets how much, by the servers' own count. */
@Timeout(60)
@NeedsServer(RealServer.NGINX)
final class NginxBalancingIT {

    @Order(1)
    @RegisterExtension
    final RealServers servers = new RealServers();

    @Order(2)
    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    @Test
    @DisplayName("Pain 9: HTTP/2 pins all calls to one instance")
    void roundRobinGivesEachTheSameOnOneConnectionEach() throws Exception {
        Nginx[] three = three();
        Orders orders = new Orders(
                leaks, new OkHttpClient(), service -> service.balancer("round-robin"), Orders.endpoints(three));
        for (int i = 0; i < 90; i++) {
            assertThat(orders.call(Orders.get("/items/" + i)).body()).isEqualTo(Site.BODY);
        }
        await().untilAsserted(() -> assertThat(counts(three)).containsExactly(30, 30, 30));
        assertThat(three).allSatisfy(server -> assertThat(server.connections()).isOne());
    }

    /** It may lean, on a busy machine far, but every server is asked again and again. */
    @Test
    void peakEwmaLeavesNobodyOut() throws Exception {
        Nginx[] three = three();
        Traffic.of(8, 600, new Orders(leaks, three).client(), number -> Orders.get("/items/" + number))
                .lostNothing();
        await().untilAsserted(() -> assertThat(
                        counts(three).stream().mapToInt(count -> count).sum())
                .isEqualTo(600));
        assertThat(counts(three)).allMatch(count -> count >= 6);
    }

    private Nginx[] three() {
        return IntStream.range(0, 3).mapToObj(i -> servers.nginx(Site.ITEMS)).toArray(Nginx[]::new);
    }

    private static List<Integer> counts(Nginx... servers) {
        return Arrays.stream(servers).map(server -> server.seen().size()).toList();
    }
}

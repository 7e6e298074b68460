package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.Mesh;
import io.meshclient.policy.MeshConfig;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints come and go a hundred times a second: whatever the balancer, not one call fails. */
@Timeout(40)
final class EndpointChurnTest {

    private static final int CHANGES = 150;
    private static final int CALLERS = 3;

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);

    @ParameterizedTest
    @ValueSource(
            strings = {"peak-ewma", "round-robin", "random", "least-request", "ring-hash", "maglev", "orca", "prequal"})
    void noCallFails(String balancer) throws Exception {
        WireServer a = scene.server();
        WireServer b = scene.server();
        WireServer c = scene.server();
        List<MeshConfig> sets = new ArrayList<>();
        for (List<String> set :
                List.of(endpoints(a, b), endpoints(a, b, c), endpoints(c, a), endpoints(b, c), endpoints(c, b, a))) {
            sets.add(MeshConfig.builder()
                    .service("orders", orders -> orders.balancer(balancer).endpoints(set.toArray(String[]::new)))
                    .build());
        }
        OkHttpClient client = scene.clientOf(Mesh.builder().config(sets.get(0)).build());
        CountDownLatch done = new CountDownLatch(CHANGES);
        AtomicInteger calls = new AtomicInteger();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        ScheduledExecutorService changes = Executors.newSingleThreadScheduledExecutor();
        try {
            List<Future<List<String>>> failures = new ArrayList<>();
            Callable<List<String>> caller = () -> {
                List<String> failed = new ArrayList<>();
                while (done.getCount() > 0) {
                    calls.incrementAndGet();
                    try {
                        int code = call(client, get()).code();
                        if (code != 200) {
                            failed.add("code " + code);
                        }
                    } catch (IOException e) {
                        failed.add(e.toString());
                    }
                }
                return failed;
            };
            for (int i = 0; i < CALLERS; i++) {
                failures.add(callers.submit(caller));
            }
            AtomicInteger change = new AtomicInteger();
            changes.scheduleAtFixedRate(
                    () -> {
                        scene.mesh().update(sets.get(change.incrementAndGet() % sets.size()));
                        done.countDown();
                    },
                    10,
                    10,
                    TimeUnit.MILLISECONDS);
            for (Future<List<String>> failed : failures) {
                assertThat(failed.get(30, TimeUnit.SECONDS)).isEmpty();
            }
        } finally {
            changes.shutdownNow();
            callers.shutdownNow();
        }
        assertThat(calls.get()).as("there was traffic").isGreaterThan(100);
    }
}

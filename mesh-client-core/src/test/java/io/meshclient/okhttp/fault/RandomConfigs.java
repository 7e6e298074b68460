package io.meshclient.okhttp.fault;

import io.meshclient.policy.AdmissionAlgorithm;
import io.meshclient.policy.BreakerScope;
import io.meshclient.policy.LimitAlgorithm;
import io.meshclient.policy.MeshConfig;
import io.meshclient.policy.RetryBudgetType;
import io.meshclient.policy.ServiceConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Configurations of the same three services, of which one is there most of the time only. One thread's. */
final class RandomConfigs {

    /** Retries of {@code stock} that may always be under way; its budget is the same in all configurations. */
    static final int STOCK_RETRIES = 3;

    private static final List<String> BALANCERS =
            List.of("peak-ewma", "round-robin", "random", "least-request", "ring-hash", "maglev", "orca", "prequal");

    private final Random random;
    private final List<String> endpoints;
    private final String nobody = Scene.nobody();

    RandomConfigs(long seed, List<String> endpoints) {
        this.random = new Random(seed);
        this.endpoints = endpoints;
    }

    MeshConfig next() {
        MeshConfig.Builder config = MeshConfig.builder()
                .strict(true)
                .service("orders", orders -> anything(orders).endpoints(some()))
                .service(
                        "stock",
                        stock -> anything(stock)
                                .discovery("pushed")
                                .retry(retry -> retry.budgetType(RetryBudgetType.CONCURRENCY)
                                        .budgetPercent(20)
                                        .budgetMinConcurrency(STOCK_RETRIES)));
        if (!sometimes(20)) {
            config.service("prices", prices -> anything(prices).endpoints(some()));
        }
        return config.build();
    }

    private String[] some() {
        List<String> mixed = new ArrayList<>(endpoints);
        Collections.shuffle(mixed, random);
        List<String> some = new ArrayList<>(mixed.subList(0, 1 + random.nextInt(mixed.size())));
        if (sometimes(30)) {
            some.add(nobody);
        }
        return some.toArray(String[]::new);
    }

    private boolean sometimes(int percent) {
        return random.nextInt(100) < percent;
    }

    private Duration millis(int least, int most) {
        return Duration.ofMillis(least + random.nextInt(most - least + 1));
    }

    private ServiceConfig.Builder anything(ServiceConfig.Builder service) {
        service.balancer(BALANCERS.get(random.nextInt(BALANCERS.size())))
                .callTimeout(millis(300, 1_200))
                .callTimeoutCoversBody(sometimes(30))
                .connectTimeout(Duration.ofMillis(300))
                .maxConcurrentCalls(6 + random.nextInt(40))
                .retry(retry -> retry.maxRetries(random.nextInt(4))
                        .on("5xx", "reset", "connect-failure", "refused-stream", "stale-connection")
                        .base(Duration.ofMillis(1))
                        .max(Duration.ofMillis(10))
                        .budgetReserve(50))
                .outlier(outlier -> outlier.enabled(sometimes(70))
                        .baseEjectionTime(Duration.ofMillis(100))
                        .holdOff(Duration.ofMillis(50)));
        if (sometimes(60)) {
            service.perTryTimeout(millis(20, 200));
        }
        if (sometimes(20)) {
            service.connection(connection -> connection.maxAge(millis(100, 500)));
        }
        hedged(service);
        guarded(service);
        return service;
    }

    private void hedged(ServiceConfig.Builder service) {
        service.hedge(hedge -> {
            hedge.enabled(sometimes(70)).maxInFlight(2 + random.nextInt(2)).budgetReserve(100);
            switch (random.nextInt(3)) {
                case 0 -> hedge.delay(millis(1, 8));
                case 1 -> hedge.percentile(80).minSamples(10).minDelay(Duration.ofMillis(1));
                default -> hedge.onPerTryTimeout(true);
            }
        });
    }

    private void guarded(ServiceConfig.Builder service) {
        LimitAlgorithm[] limits = LimitAlgorithm.values();
        service.limit(limit -> limit.endpointAlgorithm(limits[random.nextInt(limits.length)])
                .endpointInitial(4 + random.nextInt(20))
                .serviceAlgorithm(limits[random.nextInt(limits.length)])
                .serviceInitial(10 + random.nextInt(20))
                .sheddablePercent(50));
        if (sometimes(30)) {
            service.breaker(breaker -> breaker.enabled(true)
                    .scope(sometimes(50) ? BreakerScope.SERVICE : BreakerScope.ENDPOINT)
                    .windowSize(10)
                    .minimumCalls(5)
                    .openTime(Duration.ofMillis(50))
                    .halfOpenCalls(3));
        }
        if (sometimes(30)) {
            service.admission(admission ->
                    admission.algorithm(sometimes(50) ? AdmissionAlgorithm.SRE : AdmissionAlgorithm.ENVOY));
        }
        if (sometimes(20)) {
            service.rateLimit(rate -> rate.calls(300)
                    .period(Duration.ofSeconds(1))
                    .key("header:x-key")
                    .maxKeys(5));
        }
    }
}

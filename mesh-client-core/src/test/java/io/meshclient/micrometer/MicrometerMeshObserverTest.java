package io.meshclient.micrometer;

import static io.meshclient.observe.Story.outcome;
import static io.meshclient.observe.Story.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.observe.CallEnded;
import io.meshclient.observe.CallStarted;
import io.meshclient.observe.EndpointEvent;
import io.meshclient.observe.EndpointEvent.Change;
import io.meshclient.observe.EndpointStatus;
import io.meshclient.observe.FallbackEvent;
import io.meshclient.observe.FixedStats;
import io.meshclient.observe.MeshObserver;
import io.meshclient.observe.ServiceEvent;
import io.meshclient.observe.Story;
import io.meshclient.outcome.AttemptReport;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.EjectionReason;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.outcome.StopReason;
import io.meshclient.outcome.Verdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a Prometheus server would read. */
class MicrometerMeshObserverTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final FixedStats stats = new FixedStats();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void aRetriedCallIsOneCallAndTwoAttempts() {
        Story.answered(withOrders(), "orders", status(503), status(200));

        assertThat(scrape())
                .contains(
                        "mesh_client_calls_seconds_count{outcome=\"success\",reason=\"none\",service=\"orders\"} 1",
                        "mesh_client_calls_seconds_sum{outcome=\"success\",reason=\"none\",service=\"orders\"} 0.002",
                        "mesh_client_attempts_seconds_count{outcome=\"5xx\",service=\"orders\"} 1",
                        "mesh_client_attempts_seconds_sum{outcome=\"5xx\",service=\"orders\"} 0.001",
                        "mesh_client_attempts_seconds_count{outcome=\"2xx\",service=\"orders\"} 1",
                        "mesh_client_retries_total{reason=\"5xx\",service=\"orders\"} 1.0");
    }

    @Test
    void hedgesAreCountedApartFromRetries() {
        Story.hedged(withOrders(), "orders", outcome(OutcomeKind.CANCELED), status(200));

        assertThat(scrape())
                .contains("mesh_client_hedges_total{outcome=\"2xx\",service=\"orders\"} 1.0")
                .doesNotContain("mesh_client_retries_total");
    }

    @Test
    void aRetryBesideAnAttemptThatRunsSaysWhichFailureItFollowed() {
        List<AttemptReport> attempts = List.of(
                new AttemptReport("a:1", 0, Outcome.response(503, 3 * Story.MILLI), Verdict.RETRYABLE_FAILURE),
                new AttemptReport("b:1", Story.MILLI, Outcome.response(200, 9 * Story.MILLI), Verdict.SUCCESS, true),
                new AttemptReport("c:1", 3 * Story.MILLI, outcome(OutcomeKind.CANCELED), Verdict.IGNORED));
        CallReport report = new CallReport("orders", attempts, StopReason.ANSWERED, null, 10 * Story.MILLI);
        withOrders()
                .callStarted(new CallStarted("orders", "GET", "http://orders/"))
                .callEnded(new CallEnded(report, 200, null));

        assertThat(scrape())
                .contains("mesh_client_retries_total{reason=\"5xx\",service=\"orders\"} 1.0")
                .contains("mesh_client_hedges_total{outcome=\"2xx\",service=\"orders\"} 1.0");
    }

    @Test
    void fallbacksAreCounted() {
        CallReport report = Story.report(StopReason.DEADLINE, null);
        withOrders().fellBack(new FallbackEvent("orders", report, true));
        assertThat(scrape()).contains("mesh_client_fallbacks_total{outcome=\"answered\",service=\"orders\"} 1.0");
    }

    @Test
    void aCallThatFailsSaysWhy() {
        MeshObserver observer = withOrders();
        Story.failed(observer, "orders", StopReason.BUDGET_EXHAUSTED, null, outcome(OutcomeKind.RESET));
        Story.failed(observer, "orders", StopReason.REFUSED, RefusalReason.BREAKER_OPEN);
        Story.failed(observer, "orders", StopReason.DEADLINE, null, outcome(OutcomeKind.CALL_TIMEOUT));
        Story.failed(observer, "orders", StopReason.CANCELED, null, outcome(OutcomeKind.CANCELED));

        assertThat(scrape())
                .contains(
                        "mesh_client_calls_seconds_count{outcome=\"failure\",reason=\"budget-exhausted\",service=\"orders\"} 1",
                        "mesh_client_calls_seconds_count{outcome=\"refused\",reason=\"breaker-open\",service=\"orders\"} 1",
                        "mesh_client_calls_seconds_count{outcome=\"timeout\",reason=\"deadline\",service=\"orders\"} 1",
                        "mesh_client_calls_seconds_count{outcome=\"canceled\",reason=\"canceled\",service=\"orders\"} 1",
                        "mesh_client_refusals_total{reason=\"breaker-open\",service=\"orders\"} 1.0")
                .doesNotContain("mesh_client_retries_total");
    }

    @Test
    void gaugesAskTheService() {
        stats.inFlight = 3;
        stats.endpoints.put(EndpointStatus.AVAILABLE, 2);
        stats.endpoints.put(EndpointStatus.EJECTED, 1);
        withOrders();

        assertThat(scrape())
                .contains(
                        "mesh_client_in_flight{service=\"orders\"} 3.0",
                        "mesh_client_endpoints{service=\"orders\",state=\"available\"} 2.0",
                        "mesh_client_endpoints{service=\"orders\",state=\"ejected\"} 1.0",
                        "mesh_client_endpoints{service=\"orders\",state=\"held-off\"} 0.0");
        stats.inFlight = 4;
        stats.limit = 20;
        assertThat(scrape())
                .contains(
                        "mesh_client_in_flight{service=\"orders\"} 4.0", "mesh_client_limit{service=\"orders\"} 20.0");
    }

    @Test
    void ejectionsAreCountedFromZero() {
        MeshObserver observer = withOrders();
        assertThat(scrape()).contains(ejections("ejected", "success-rate") + " 0.0");

        for (Change change : Change.values()) {
            EjectionReason reason = change == Change.HELD_OFF ? null : EjectionReason.SUCCESS_RATE;
            observer.endpointChanged(new EndpointEvent("orders", "10.0.0.1:8080", change, "", 0, reason));
        }
        assertThat(scrape())
                .contains(
                        ejections("ejected", "success-rate") + " 1.0",
                        ejections("ejected", "consecutive-failures") + " 0.0",
                        ejections("spared", "success-rate") + " 1.0",
                        ejections("not-enforced", "success-rate") + " 1.0",
                        ejections("held-off", "connect-failure") + " 1.0");
    }

    private static String ejections(String state, String reason) {
        return "mesh_client_ejections_total{reason=\"" + reason + "\",service=\"orders\",state=\"" + state + "\"}";
    }

    @Test
    void aHostThatIsNoServiceNeverBecomesATag() {
        MeshObserver observer = withOrders();
        for (int i = 0; i < 100; i++) {
            Story.failed(observer, "host" + i, StopReason.REFUSED, RefusalReason.UNKNOWN_SERVICE);
            observer.endpointChanged(new EndpointEvent("host" + i, "10.0.0.1:8080", Change.EJECTED, "", 0));
        }

        assertThat(scrape())
                .contains("mesh_client_refusals_total{reason=\"unknown-service\",service=\"(none)\"} 100.0")
                .doesNotContain("host1");
    }

    @Test
    void aRemovedServiceTakesItsMetersAway() {
        MeshObserver observer = withOrders();
        var late = observer.callStarted(new CallStarted("orders", "GET", "http://orders/"));
        Story.answered(observer, "orders", status(503), status(200));

        observer.serviceChanged(stats.removed("orders"));
        var attempt = late.attemptStarted(Story.get(0, new HashMap<>()));
        attempt.attemptEnded(status(404), Verdict.SUCCESS);

        assertThat(scrape()).doesNotContain("orders");
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void aServiceThatComesBackStartsAnew() {
        MeshObserver observer = withOrders();
        Story.answered(observer, "orders", status(200));
        observer.serviceChanged(stats.removed("orders"));
        FixedStats fresh = new FixedStats();
        fresh.inFlight = 9;
        observer.serviceChanged(fresh.added("orders"));
        Story.answered(observer, "orders", status(200));

        assertThat(scrape())
                .contains(
                        "mesh_client_calls_seconds_count{outcome=\"success\",reason=\"none\",service=\"orders\"} 1",
                        "mesh_client_in_flight{service=\"orders\"} 9.0");
    }

    @Test
    void twoMeshesOfOneObserverAddUp() {
        MeshObserver observer = withOrders();
        FixedStats second = new FixedStats();
        observer.serviceChanged(second.added("orders"));
        stats.inFlight = 1;
        second.inFlight = 2;
        assertThat(scrape()).contains("mesh_client_in_flight{service=\"orders\"} 3.0");

        observer.serviceChanged(second.removed("orders"));
        assertThat(scrape()).contains("mesh_client_in_flight{service=\"orders\"} 1.0");
        observer.serviceChanged(stats.removed("orders"));
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void anUnusualStatusIsNoNewTag() {
        MeshObserver observer = withOrders();
        Story.answered(observer, "orders", status(101));
        Story.answered(observer, "orders", status(999));
        Story.answered(observer, "orders", status(777));

        assertThat(scrape())
                .contains(
                        "mesh_client_attempts_seconds_count{outcome=\"1xx\",service=\"orders\"} 1",
                        "mesh_client_attempts_seconds_count{outcome=\"other\",service=\"orders\"} 2");
    }

    @Test
    void endpointsAreATagOnlyWhenAskedForAndOnlyWhileTheyLast() {
        MeshObserver observer =
                MicrometerMeshObserver.builder(registry).endpointTag(true).build();
        observer.serviceChanged(stats.added("orders"));
        Story.answered(observer, "orders", status(200));
        assertThat(scrape())
                .contains("mesh_client_attempts_seconds_count"
                        + "{endpoint=\"10.0.0.1:8080\",outcome=\"2xx\",service=\"orders\"} 1");

        stats.keys.clear();
        observer.serviceChanged(new ServiceEvent("orders", ServiceEvent.Change.ENDPOINTS_CHANGED, ""));
        assertThat(scrape()).doesNotContain("10.0.0.1");

        Story.answered(observer, "orders", status(200)); // to one that has just gone
        assertThat(scrape())
                .contains("{endpoint=\"none\",outcome=\"2xx\",service=\"orders\"} 1")
                .doesNotContain("10.0.0.1");
        observer.serviceChanged(stats.removed("orders"));
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void allMetersOfANameHaveTheSameTags() {
        MeshObserver observer = withOrders();
        Story.answered(observer, "orders", status(200));
        Story.failed(observer, "orders", StopReason.REFUSED, RefusalReason.NO_ENDPOINTS);
        Story.failed(observer, "nobody", StopReason.REFUSED, RefusalReason.UNKNOWN_SERVICE);

        registry.getMeters().stream()
                .collect(Collectors.groupingBy(meter -> meter.getId().getName()))
                .forEach((name, meters) -> assertThat(meters.stream()
                                .map(meter -> meter.getId().getTags().stream()
                                        .map(tag -> tag.getKey())
                                        .sorted()
                                        .toList())
                                .distinct())
                        .as(name)
                        .hasSize(1));
    }

    @Test
    void aCallAllocatesNothingOfOurs() {
        MicrometerMeshObserver observer = new MicrometerMeshObserver(new SimpleMeterRegistry());
        observer.serviceChanged(stats.added("orders"));
        var started = new CallStarted("orders", "GET", "http://orders/");
        var first = observer.callStarted(started);
        var attempt = Story.get(0, new HashMap<>());

        assertThat(observer.callStarted(started)).isSameAs(first);
        assertThat(first.attemptStarted(attempt)).isSameAs(first.attemptStarted(attempt));
    }

    private MeshObserver withOrders() {
        MeshObserver observer = new MicrometerMeshObserver(registry);
        observer.serviceChanged(stats.added("orders"));
        return observer;
    }

    private String scrape() {
        return registry.scrape();
    }
}

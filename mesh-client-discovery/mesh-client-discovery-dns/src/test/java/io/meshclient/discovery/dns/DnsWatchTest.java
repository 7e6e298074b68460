package io.meshclient.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.discovery.dns.Answer.Kind;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.testing.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;

/** When a watch asks again, in virtual time. */
final class DnsWatchTest {

    private static final TtlBounds BOUNDS =
            new TtlBounds(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(10));
    private static final EndpointSet ONE = EndpointSet.of(List.of(Endpoint.parse("10.0.0.1:80")));

    private final VirtualTime time = new VirtualTime();
    private final Hearing heard = new Hearing();
    private CompletableFuture<Found> answer = new CompletableFuture<>();
    private int lookups;
    private boolean ended;

    private final DnsWatch watch = new DnsWatch(
            time.runtime(),
            BOUNDS,
            heard,
            () -> {
                lookups++;
                return answer;
            },
            () -> ended = true);

    private static Found found(long ttlSeconds) {
        return new Found(Kind.FOUND, ONE, ttlSeconds, List.of(Name.root));
    }

    private Duration nextAfter(Found next) {
        answer = CompletableFuture.completedFuture(next);
        time.advanceToNext();
        return time.pendingDelays().get(0);
    }

    @Test
    void asksAgainWhenTheTtlIsOverAndUpToATenthLater() {
        watch.begin();

        assertThat(nextAfter(found(20))).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(22));
        assertThat(nextAfter(found(0))).isBetween(Duration.ofSeconds(5), Duration.ofMillis(5500));
        assertThat(nextAfter(found(86_400))).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(33));
        assertThat(nextAfter(found(Long.MAX_VALUE))).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(33));
    }

    @Test
    void asksSoonerWhereThereWasNothing() {
        watch.begin();

        assertThat(nextAfter(Found.none(Kind.NO_DATA, 3600, Name.root)))
                .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
        assertThat(nextAfter(Found.none(Kind.NO_NAME, 7, Name.root)))
                .isBetween(Duration.ofSeconds(7), Duration.ofMillis(7700));
        assertThat(nextAfter(Found.none(Kind.NO_NAME, 0, Name.root)))
                .isBetween(Duration.ofSeconds(5), Duration.ofMillis(5500));
    }

    @Test
    void aThousandClientsDoNotAskAtTheSameMoment() {
        List<Long> waits = waits(() -> BOUNDS.nanos(found(20), time.random()));

        long within = waits.stream()
                .filter(nanos -> nanos < Duration.ofMillis(20_200).toNanos())
                .count();
        assertThat(within).as("in the first tenth of the two seconds").isBetween(50L, 200L);
    }

    private static List<Long> waits(LongSupplier wait) {
        List<Long> waits = new ArrayList<>();
        for (int client = 0; client < 1000; client++) {
            waits.add(wait.getAsLong());
        }
        return waits;
    }

    @Test
    void backsOffAfterFailuresAndIsBackAfterASet() {
        watch.begin();
        answer = CompletableFuture.failedFuture(new IOException("away"));
        for (int i = 0; i < 30; i++) {
            time.advanceToNext();
            assertThat(time.pendingDelays().get(0)).isLessThan(Duration.ofSeconds(10));
        }
        assertThat(heard.failures).hasSize(30);

        nextAfter(found(20));
        assertThat(heard.sets).containsExactly(ONE);
    }

    @Test
    void anUnknownNameIsAFailureUntilItHadEndpoints() {
        watch.begin();
        nextAfter(Found.none(Kind.NO_NAME, 0, Name.root));
        assertThat(heard.failures).hasSize(1);
        assertThat(heard.sets).isEmpty();

        nextAfter(found(20));
        nextAfter(Found.none(Kind.NO_NAME, 0, Name.root));
        assertThat(heard.failures).hasSize(1);
        assertThat(heard.sets).containsExactly(ONE, EndpointSet.EMPTY);
    }

    @Test
    void oneLookupAtATime() {
        watch.begin();
        time.advance(Duration.ofHours(1));

        assertThat(lookups).isOne();
        assertThat(time.pending()).isEmpty();
    }

    @Test
    void endsAllWork() {
        watch.begin();
        nextAfter(found(20));

        watch.close();

        assertThat(ended).isTrue();
        assertThat(time.pending()).isEmpty();
    }

    @Test
    void anAnswerAfterTheEndIsNotHeard() {
        watch.begin();
        time.advanceToNext();
        watch.close();
        answer.complete(found(20));

        assertThat(heard.sets).isEmpty();
        assertThat(time.pending()).isEmpty();
    }

    @Test
    void boundsThatDoNotFitTogetherAreRefused() {
        assertThatThrownBy(() ->
                        DnsDiscovery.builder().minTtl(Duration.ofSeconds(31)).build(time.runtime()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("min-ttl is 31000 ms, and must not be above max-ttl (30000 ms)");
    }
}

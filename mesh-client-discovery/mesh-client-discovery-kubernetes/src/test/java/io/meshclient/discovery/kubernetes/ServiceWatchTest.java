package io.meshclient.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.endpoint.EndpointSet;
import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a watch is taken up again and when everything is listed anew, and after which times: in virtual time. */
class ServiceWatchTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final ApiException GONE = new ApiException(410, 0, "gone");

    private final VirtualTime time = new VirtualTime();
    private final HeardSets heard = new HeardSets();
    private final ScriptedSlices api = new ScriptedSlices();

    private static Slice slice(String name, String address) {
        return new Slice(
                name,
                Slice.Kind.IPV4,
                Map.of("http", 80),
                List.of(new Slice.Member(address, Health.HEALTHY, Locality.UNKNOWN, Map.of(), null)));
    }

    private ServiceWatch started() {
        return started(1);
    }

    private ServiceWatch started(long seed) {
        ServiceWatch.Shared shared =
                new ServiceWatch.Shared(api, AddressFamily.PREFER_IPV4, time.runtime(seed), Runnable::run);
        return new ServiceWatch(Target.parse("orders"), shared, heard).start();
    }

    private static ScriptedSlices.Watching broken() {
        return events -> {
            events.opened();
            throw new IOException("reset");
        };
    }

    @BeforeEach
    void fill() {
        api.slices = Map.of("a", slice("a", "10.0.0.1"));
    }

    @Test
    void aWatchThatEndsInTheUsualWayIsTakenUpAtOnceWhereItEnded() {
        api.watches.add(events -> {
            events.opened();
            events.put(slice("b", "10.0.0.2"), "107");
            events.quiet();
            events.bookmark("150");
        });
        api.watches.add(events -> time.pass(300 * SECOND));
        started();

        assertThat(api.asked).containsExactly("list", "watch 100", "watch 150", "watch 150");
        assertThat(heard.sets).hasSize(2);
        assertThat(heard.lastKeys()).containsExactly("10.0.0.1:80", "10.0.0.2:80");
    }

    @Test
    void aBreakIsAFailureAndTakenUpWithoutAList() {
        api.watches.add(broken());
        api.watches.add(events -> {
            events.opened();
            events.bookmark("120");
            throw new IOException("reset again");
        });
        started();
        assertThat(heard.failures).hasSize(1);
        assertThat(heard.sets).hasSize(1);

        assertThat(time.next()).isBetween(0L, SECOND / 2);

        assertThat(api.asked).containsExactly("list", "watch 100", "watch 100");
        assertThat(heard.sets)
                .as("the old set says that the source works again")
                .hasSize(2);
        assertThat(heard.sets.get(1)).isEqualTo(heard.sets.get(0));
        assertThat(heard.failures).hasSize(2);
    }

    @Test
    void afterAnOutageEverythingIsListedAnew() {
        api.watches.add(broken());
        started();
        time.next();
        assertThat(api.asked).containsExactly("list", "watch 100", "watch 100");
        api.slices = Map.of("c", slice("c", "10.0.0.3"));
        api.watches.add(broken());

        time.next();

        assertThat(api.asked).containsExactly("list", "watch 100", "watch 100", "list", "watch 100");
        assertThat(heard.lastKeys()).containsExactly("10.0.0.3:80");
    }

    @Test
    void aVersionThatIsGoneIsNoFailureButListsAnew() {
        api.watches.add(events -> {
            events.opened();
            throw GONE;
        });
        api.watches.add(events -> events.bookmark("130"));
        started();
        time.next();

        assertThat(api.asked).startsWith("list", "watch 100", "list", "watch 100", "watch 130");
        assertThat(heard.sets).hasSize(1);
        assertThat(heard.failures).as("of the outage that ends the script").hasSize(1);
    }

    @Test
    void aServerThatAlwaysForgetsIsAFailureInTheEnd() {
        for (int i = 0; i < 3; i++) {
            api.watches.add(events -> {
                throw GONE;
            });
        }
        started();
        time.next();
        assertThat(heard.failures).isEmpty();
        time.next();
        assertThat(heard.failures).containsExactly(GONE);
    }

    @Test
    void whatIsNotUnderstoodListsAnew() {
        api.watches.add(events -> {
            throw new BadAnswerException("is nonsense");
        });
        started();
        time.next();

        assertThat(api.asked).containsExactly("list", "watch 100", "list", "watch 100");
        assertThat(heard.failures.get(0)).hasMessage("The API server's answer is nonsense");
    }

    @Test
    void aServerThatEndsWatchesAtOnceIsNotHammered() {
        for (int i = 0; i < 5; i++) {
            api.watches.add(WatchStream.Events::opened);
        }
        started();

        assertThat(api.asked).containsExactly("list", "watch 100");
        assertThat(heard.failures.get(0)).hasMessageContaining("ends the watch of orders at once");
    }

    @Test
    void aBusyServerIsLeftAloneForAsLongAsItAsks() {
        api.listFails = new ApiException(429, 7, "too many");
        started();
        assertThat(time.next()).isBetween(7 * SECOND, 8 * SECOND);
    }

    @Test
    void attemptsComeAtRandomTimesWithinBoundsThatDouble() {
        api.listFails = new IOException("refused");
        started();
        long bound = SECOND / 2;
        for (int i = 0; i < 12; i++) {
            assertThat(time.next()).isBetween(0L, bound);
            bound = Math.min(2 * bound, 10 * SECOND);
        }
        assertThat(api.asked).hasSize(13).containsOnly("list");
    }

    @Test
    void closingEndsTheWaiting() {
        api.listFails = new IOException("refused");
        ServiceWatch watch = started();
        assertThat(time.waiting()).isEqualTo(1);

        watch.close();

        assertThat(time.waiting()).isZero();
    }

    @Test
    void manyEventsAtOnceAreOneSet() {
        api.watches.add(events -> {
            events.opened();
            for (int i = 0; i < 50; i++) {
                events.put(slice("s" + i, "10.0.1." + i), String.valueOf(200 + i));
            }
            events.removed("a", "300");
            events.quiet();
        });
        started();

        assertThat(heard.sets.stream()
                        .map(EndpointSet::endpoints)
                        .map(List::size)
                        .toList())
                .startsWith(1, 50);
        assertThat(heard.sets.get(1).version()).isEqualTo("300");
        assertThat(api.asked).contains("watch 300");
    }

    @Test
    void aBadPortIsAFailureUntilAnEventCuresIt() {
        Slice good = slice("a", "10.0.0.1");
        api.slices = Map.of("a", new Slice("a", Slice.Kind.IPV4, Map.of("x", 1, "y", 2), good.members()));
        api.watches.add(events -> {
            events.opened();
            events.put(good, "101");
            events.quiet();
        });
        started();

        assertThat(heard.failures.get(0)).hasMessageContaining("[x, y]");
        assertThat(heard.sets).hasSize(1);
    }
}

package io.meshclient.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** That one watch serves all listeners of a target; the testkit runs the whole contract. */
class WatchedDiscoveryTest {

    private static final EndpointSet ONE = EndpointSet.of(List.of(Endpoint.parse("10.0.0.1:80")));
    private static final EndpointSet TWO = EndpointSet.of(List.of(Endpoint.parse("10.0.0.2:80")));

    private final List<String> story = new ArrayList<>();
    private final AtomicReference<Listener> source = new AtomicReference<>();
    private final WatchedDiscovery discovery = new WatchedDiscovery(new WatchedDiscovery.Source() {
        @Override
        public Subscription watch(String target, Listener heard) {
            if (target.equals("impossible")) {
                throw new IllegalArgumentException("no such name");
            }
            story.add("watch " + target);
            source.set(heard);
            return () -> story.add("end " + target);
        }

        @Override
        public void close() {
            story.add("close");
        }
    });

    private Listener named(String name) {
        return new Listener() {
            @Override
            public void onEndpoints(EndpointSet set) {
                story.add(name + " " + set.endpoints().get(0).key());
            }

            @Override
            public void onFailure(Throwable failure) {
                story.add(name + " " + failure.getMessage());
            }
        };
    }

    @Test
    @DisplayName("Pain 25: the Kubernetes API is asked at each call")
    void oneWatchServesAllAndEndsWithTheLast() {
        Subscription a = discovery.subscribe("orders", named("a"));
        source.get().onEndpoints(ONE);
        Subscription b = discovery.subscribe("orders", named("b"));
        source.get().onFailure(new IllegalStateException("gone"));
        Subscription c = discovery.subscribe("orders", named("c"));
        a.close();
        a.close();
        source.get().onEndpoints(ONE);
        b.close();
        c.close();
        source.get().onEndpoints(TWO);
        assertThat(story)
                .containsExactly(
                        "watch orders",
                        "a 10.0.0.1:80",
                        "b 10.0.0.1:80",
                        "a gone",
                        "b gone",
                        "c 10.0.0.1:80",
                        "c gone",
                        "b 10.0.0.1:80",
                        "c 10.0.0.1:80",
                        "end orders");
        assertThat(discovery.watched()).isZero();
    }

    @Test
    void theNextAfterTheLastBeginsANewWatchAndHearsNothingOld() {
        discovery.subscribe("orders", named("a")).close();
        discovery.subscribe("orders", named("b"));
        source.get().onEndpoints(TWO);
        assertThat(story).containsExactly("watch orders", "end orders", "watch orders", "b 10.0.0.2:80");
    }

    @Test
    void closingEndsAllWatchesThenTheSource() {
        discovery.subscribe("orders", named("a"));
        Listener orders = source.get();
        discovery.subscribe("stock", named("b"));
        discovery.close();
        discovery.close();
        orders.onEndpoints(ONE);
        assertThat(story)
                .containsExactlyInAnyOrder("watch orders", "watch stock", "end orders", "end stock", "close")
                .endsWith("close");
        assertThatThrownBy(() -> discovery.subscribe("orders", named("a"))).hasMessage("The discovery is closed");
    }

    @Test
    void aTargetThatCannotBeWatchedIsAFailure() {
        discovery.subscribe("impossible", named("a"));
        assertThat(story).containsExactly("a no such name");
    }

    @Test
    void ofSetsThatCameWhileAListenerWasBusyTheNewestCounts() throws InterruptedException {
        CountDownLatch hears = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<String> heard = new ArrayList<>();
        discovery.subscribe("orders", new Listener() {
            @Override
            public void onEndpoints(EndpointSet set) {
                heard.add(set.endpoints().get(0).key());
                hears.countDown();
                try {
                    assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void onFailure(Throwable failure) {
                heard.add("failure");
            }
        });
        Thread registry = new Thread(() -> source.get().onEndpoints(ONE));
        registry.start();
        assertThat(hears.await(10, TimeUnit.SECONDS)).isTrue();
        for (int i = 3; i < 100; i++) {
            source.get().onEndpoints(EndpointSet.of(List.of(Endpoint.parse("10.0.0." + i + ":80"))));
        }
        source.get().onEndpoints(TWO);
        goOn.countDown();
        registry.join();
        assertThat(heard).containsExactly("10.0.0.1:80", "10.0.0.2:80");
    }

    @Test
    void whoEndsItsSubscriptionInTheMiddleOfACallHearsNoMore() {
        AtomicReference<Subscription> own = new AtomicReference<>();
        own.set(discovery.subscribe("orders", new Listener() {
            @Override
            public void onEndpoints(EndpointSet set) {
                story.add("heard");
                own.get().close();
            }

            @Override
            public void onFailure(Throwable failure) {
                story.add("failure");
            }
        }));
        source.get().onEndpoints(ONE);
        source.get().onEndpoints(TWO);
        assertThat(story).containsExactly("watch orders", "heard", "end orders");
    }
}

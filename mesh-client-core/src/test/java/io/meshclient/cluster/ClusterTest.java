package io.meshclient.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.balance.PickArgs;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.endpoint.Health;
import io.meshclient.guard.Admission;
import io.meshclient.guard.Refusal;
import io.meshclient.observe.EndpointEvent;
import io.meshclient.observe.EndpointEvent.Change;
import io.meshclient.observe.EndpointStatus;
import io.meshclient.observe.MeshObserver;
import io.meshclient.observe.ServiceEvent;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.stats.LoadReport;
import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClusterTest {

    private static final long MILLI = 1_000_000L;

    private final VirtualTime time = new VirtualTime();
    private final List<EndpointEvent> events = new ArrayList<>();
    private final List<ServiceEvent.Change> services = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();

    private final MeshObserver observer = new MeshObserver() {
        @Override
        public void endpointChanged(EndpointEvent event) {
            events.add(event);
        }

        @Override
        public void serviceChanged(ServiceEvent event) {
            services.add(event.change());
        }
    };

    @Nested
    class OutlierDetection {

        @Test
        void fiveFailuresInARowEject() {
            Cluster cluster = cluster("a:1", "b:1", "c:1");
            fail(cluster, "a:1", 4);
            assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.AVAILABLE);

            fail(cluster, "a:1", 1);

            assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.EJECTED);
            assertThat(chosen(cluster, 200)).containsExactlyInAnyOrder("b:1", "c:1");
            assertThat(changes()).containsExactly(Change.EJECTED);
        }

        @Test
        void aSuccessBetweenThemBeginsTheCountAnew() {
            Cluster cluster = cluster("a:1", "b:1", "c:1");
            fail(cluster, "a:1", 4);
            end(admit(cluster, "a:1"), Outcome.response(200, MILLI));
            fail(cluster, "a:1", 4);

            assertThat(events).isEmpty();
        }

        @Test
        void a429IsNobodysFailure() {
            Cluster cluster = cluster("a:1", "b:1", "c:1");
            for (int i = 0; i < 20; i++) {
                end(admit(cluster, "a:1"), Outcome.response(429, MILLI));
            }
            assertThat(events).isEmpty();
        }

        @Test
        void itComesBackOnTimeAndEachTimeLater() {
            Cluster cluster = cluster("a:1", "b:1", "c:1");
            fail(cluster, "a:1", 5);
            time.advance(Duration.ofSeconds(30).minusNanos(1));
            assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.EJECTED);
            time.advance(Duration.ofNanos(1));
            assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.AVAILABLE);

            fail(cluster, "a:1", 5);
            time.advance(Duration.ofSeconds(60).minusNanos(1));
            assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.EJECTED);
            time.advance(Duration.ofNanos(1));

            assertThat(changes()).containsExactly(Change.EJECTED, Change.RESTORED, Change.EJECTED, Change.RESTORED);
        }

        @Test
        void theLastIsSparedAndToldSoOncePerRow() {
            Cluster cluster = cluster("a:1");
            fail(cluster, "a:1", 12);

            assertThat(changes()).containsExactly(Change.EJECTION_SPARED, Change.EJECTION_SPARED);
            assertThat(chosen(cluster, 5)).containsExactly("a:1");
        }

        @Test
        void oneOfTwoMayGoTheOtherStays() {
            Cluster cluster = cluster("a:1", "b:1");
            fail(cluster, "a:1", 5);
            fail(cluster, "b:1", 5);

            assertThat(changes()).containsExactly(Change.EJECTED, Change.EJECTION_SPARED);
        }

        @Test
        void switchedOffItRestoresAndAnOldTimerDoesNotEndALaterEjection() {
            Cluster cluster = cluster("a:1", "b:1", "c:1");
            ServiceConfig on = cluster.config();
            fail(cluster, "a:1", 5);
            time.advance(Duration.ofSeconds(5));
            cluster.reconfigure(config(s -> s.set("outlier.enabled", "false"), "a:1", "b:1", "c:1"));
            assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.AVAILABLE);
            cluster.reconfigure(on);
            fail(cluster, "a:1", 5); // for 60 s

            time.advance(Duration.ofSeconds(25)); // when the first would have been over
            assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.EJECTED);
            time.advance(Duration.ofSeconds(35));
            assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.AVAILABLE);
        }

        @Test
        void brokenBodiesInARowEject() {
            Cluster cluster = cluster("a:1", "b:1", "c:1");
            for (int i = 0; i < 4; i++) {
                brokenBody(cluster);
            }
            assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.AVAILABLE);
            brokenBody(cluster);
            assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.EJECTED);
        }

        @Test
        void aBrokenBodyTakesBackItsOwnSuccessOnly() {
            Cluster cluster = cluster("a:1", "b:1", "c:1");
            fail(cluster, "a:1", 3);
            Admission broken = admit(cluster, "a:1");
            broken.headers(Outcome.response(200, MILLI), Verdict.SUCCESS, time.nanos());
            Admission whole = admit(cluster, "a:1");
            whole.headers(Outcome.response(200, MILLI), Verdict.SUCCESS, time.nanos());
            whole.end();
            broken.bodyFailed(time.nanos());
            broken.end();
            fail(cluster, "a:1", 3); // and the broken one: four since the success
            assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.AVAILABLE);
            fail(cluster, "a:1", 1);
            assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.EJECTED);
        }

        @Test
        void bodiesThatBreakTogetherAreAllCounted() {
            Cluster cluster = cluster("a:1", "b:1", "c:1");
            List<Admission> together = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Admission admission = admit(cluster, "a:1");
                admission.headers(Outcome.response(200, MILLI), Verdict.SUCCESS, time.nanos());
                together.add(admission);
            }
            for (Admission admission : together) {
                assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.AVAILABLE);
                admission.bodyFailed(time.nanos());
                admission.end();
            }
            assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.EJECTED);
        }

        private void brokenBody(Cluster cluster) {
            Admission admission = admit(cluster, "a:1");
            admission.headers(Outcome.response(200, MILLI), Verdict.SUCCESS, time.nanos());
            admission.bodyFailed(time.nanos());
            admission.end();
        }

        @Test
        void aBrokenBodyCorrectsASuccessButIsNoSecondFailure() {
            Cluster cluster = cluster("a:1", "b:1", "c:1");
            for (int i = 0; i < 4; i++) {
                Admission admission = admit(cluster, "a:1");
                admission.headers(Outcome.response(500, MILLI), Verdict.FAILURE, time.nanos());
                admission.bodyFailed(time.nanos());
                admission.end();
            }
            assertThat(events).isEmpty();

            Admission admission = admit(cluster, "a:1");
            admission.bodyFailed(time.nanos()); // before any headers: not a body's failure
            admission.end();
            assertThat(events).isEmpty();

            fail(cluster, "a:1", 1);
            assertThat(changes()).containsExactly(Change.EJECTED);
        }
    }

    @Nested
    class Panic {

        @Test
        void belowHalfAllAreAsked() {
            Cluster cluster = cluster(s -> s.set("outlier.max-ejection-percent", "100"), "a:1", "b:1", "c:1");
            fail(cluster, "a:1", 5);
            assertThat(chosen(cluster, 200)).containsExactlyInAnyOrder("b:1", "c:1");
            fail(cluster, "b:1", 5);
            assertThat(chosen(cluster, 200)).containsExactlyInAnyOrder("a:1", "b:1", "c:1");

            time.advance(Duration.ofSeconds(31)); // a and b are back
            fail(cluster, "a:1", 5);
            assertThat(chosen(cluster, 200)).containsExactlyInAnyOrder("b:1", "c:1");
        }

        @Test
        void neitherHoldOffNorDrainingCount() {
            Cluster cluster = cluster("a:1", "b:1", "c:1", "d:1");
            refuse(cluster, "a:1");
            refuse(cluster, "b:1");
            refuse(cluster, "c:1");
            assertThat(chosen(cluster, 100)).containsExactly("d:1");

            Cluster draining = cluster("e:1");
            draining.update(EndpointSet.of(
                    List.of(sick("e:1", Health.DRAINING), sick("f:1", Health.DRAINING), Endpoint.parse("g:1"))));
            assertThat(chosen(draining, 100)).containsExactly("g:1");
        }

        @Test
        void switchedOffNobodyHealthyIsARefusal() {
            Cluster cluster = cluster(s -> s.panicThreshold(0), "a:1");
            cluster.update(EndpointSet.of(List.of(sick("a:1", Health.UNHEALTHY))));

            assertThat(admit(cluster).refusal()).isEqualTo(Refusal.NO_HEALTHY_ENDPOINT);
        }
    }

    @Nested
    class HoldOffs {

        @Test
        void aRefusedConnectionHoldsOffUntilOneProbeSucceeds() {
            Cluster cluster = cluster("a:1", "b:1");
            refuse(cluster, "a:1");
            assertThat(chosen(cluster, 100)).containsExactly("b:1");

            time.advance(Duration.ofSeconds(1));
            Admission probe = admit(cluster, "a:1");
            assertThat(probe.isProbe()).isTrue();
            assertThat(chosen(cluster, 100)).containsExactly("b:1");

            end(probe, Outcome.response(200, MILLI));
            assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.AVAILABLE);
            assertThat(changes()).containsExactly(Change.HELD_OFF, Change.BACK);
        }

        @Test
        void callsThatWereUnderWayBeforeSayNothingAboutIt() {
            Cluster cluster = cluster("a:1", "b:1");
            Admission older = admit(cluster, "a:1");
            Admission timingOut = admit(cluster, "a:1");
            time.advance(Duration.ofMillis(10));
            refuse(cluster, "a:1");
            time.advance(Duration.ofMillis(10));

            end(older, Outcome.response(200, 20 * MILLI)); // a process that shuts down lets its last calls end

            assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.HELD_OFF);
            time.advance(Duration.ofSeconds(1));
            end(timingOut, Outcome.failure(OutcomeKind.CONNECT_FAILURE, MILLI, true, null));
            assertThat(events).as("one crash, one failure").hasSize(1);
            assertThat(admit(cluster, "a:1").isProbe()).isTrue();
        }

        /** Pain: after an outage of all, the first that is back gets the load of all. */
        @Test
        void whoIsBackFirstAfterAnOutageOfAllWakesTheOthers() {
            Cluster cluster = afterAnOutageOf("a:1", "b:1", "c:1");

            end(admit(cluster, "a:1"), Outcome.response(200, MILLI));

            assertThat(admit(cluster, "b:1").isProbe()).isTrue();
            refuse(cluster, "c:1"); // not yet
            time.advance(Duration.ofSeconds(1));
            assertThat(admit(cluster, "c:1").isProbe())
                    .as("its time begins anew")
                    .isTrue();
        }

        @Test
        void whoIsBackWhileAnotherWasThereWakesNobody() {
            Cluster cluster = afterAnOutageOf("a:1", "b:1");
            cluster.update(set("a:1", "b:1", "c:1"));
            end(admit(cluster, "c:1"), Outcome.response(200, MILLI));

            end(admit(cluster, "a:1"), Outcome.response(200, MILLI));

            EndpointState stillAway = cluster.state("b:1");
            assertThat(stillAway).isNotNull();
            assertThat(stillAway.admit(time.nanos(), false)).isEqualTo(Refusal.HELD_OFF);
        }

        /** Refused for 31 s: the first is due now, the others were probed a moment ago. */
        private Cluster afterAnOutageOf(String... endpoints) {
            Cluster cluster = cluster(s -> s.set("outlier.enabled", "false"), endpoints);
            for (int away = 1; away <= 16; away *= 2) {
                for (String endpoint : endpoints) {
                    refuse(cluster, endpoint);
                }
                time.advance(Duration.ofSeconds(away));
            }
            for (String endpoint : List.of(endpoints).subList(1, endpoints.length)) {
                refuse(cluster, endpoint);
            }
            return cluster;
        }

        @Test
        void aProbeThatLearnsNothingMakesRoomForTheNext() {
            Cluster cluster = cluster("a:1", "b:1");
            refuse(cluster, "a:1");
            time.advance(Duration.ofSeconds(1));
            end(admit(cluster, "a:1"), Outcome.failure(OutcomeKind.CANCELED, 0, false, null));
            admit(cluster, "a:1").end(); // not even headers

            assertThat(admit(cluster, "a:1").isProbe()).isTrue();
        }
    }

    @Nested
    class Retries {

        @Test
        void goToAnUntriedOne() {
            Cluster cluster = cluster("a:1", "b:1");
            assertThat(retryAfter(cluster, "a:1").endpoint())
                    .extracting(EndpointState::key)
                    .isEqualTo("b:1");
        }

        @Test
        void goToATriedOneIfNobodyElseIsLeft() {
            Cluster cluster = cluster("a:1");
            assertThat(retryAfter(cluster, "a:1").admission()).isNotNull();
        }

        @Test
        void areNotMadeIfAllUntriedAreEjected() {
            Cluster cluster = cluster("a:1", "b:1");
            fail(cluster, "b:1", 5);
            assertThat(retryAfter(cluster, "a:1").refusal()).isEqualTo(Refusal.ALL_REFUSED);
        }

        @Test
        void goToAHeldOffOneRatherThanToTheTriedOne() {
            Cluster cluster = cluster("a:1", "b:1");
            refuse(cluster, "b:1");
            assertThat(retryAfter(cluster, "a:1").endpoint())
                    .extracting(EndpointState::key)
                    .isEqualTo("b:1");
        }

        @Test
        void mayAskAHeldOffOneAsALastResortNeverAnEjectedOne() {
            for (int seed = 0; seed < 20; seed++) {
                Cluster cluster = cluster("a:1", "b:1", "c:1", "d:1");
                fail(cluster, "b:1", 5);
                refuse(cluster, "a:1");
                refuse(cluster, "c:1");
                refuse(cluster, "d:1");
                Choice choice = retryAfter(cluster, "a:1");
                assertThat(choice.endpoint()).isNotNull();
                assertThat(choice.endpoint().key()).isIn("c:1", "d:1");
            }
        }

        @Test
        void goToTheTriedOneIfTheOtherIsAboutToGo() {
            Cluster cluster = cluster("a:1", "b:1");
            cluster.update(EndpointSet.of(List.of(Endpoint.parse("a:1"), sick("b:1", Health.DRAINING))));
            assertThat(retryAfter(cluster, "a:1").endpoint())
                    .extracting(EndpointState::key)
                    .isEqualTo("a:1");
        }
    }

    @Nested
    class Updates {

        @Test
        void keepTheStatesOfThoseWhoStay() {
            Cluster cluster = cluster("a:1", "b:1", "c:1");
            fail(cluster, "a:1", 5);
            EndpointState kept = cluster.state("a:1");

            cluster.update(EndpointSet.of(List.of(heavy("a:1"), Endpoint.parse("d:1"), Endpoint.parse("e:1"))));

            assertThat(cluster.state("a:1")).isSameAs(kept);
            assertThat(kept.weight()).isEqualTo(7);
            assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.EJECTED);
        }

        @Test
        void theSameEndpointsAgainAreNoNews() {
            Cluster cluster = cluster("a:1", "b:1", "c:1");
            List<EndpointState> before = cluster.states();
            services.clear();

            cluster.update(set("a:1", "b:1", "c:1"));
            cluster.update(set("c:1", "a:1", "b:1")); // name servers rotate their answers
            cluster.update(EndpointSet.of(set("a:1", "b:1", "c:1").endpoints(), "another label"));
            assertThat(services).isEmpty();
            assertThat(cluster.states()).isSameAs(before);

            cluster.update(EndpointSet.of(List.of(heavy("a:1"), Endpoint.parse("b:1"), Endpoint.parse("c:1"))));
            assertThat(services).containsExactly(ServiceEvent.Change.ENDPOINTS_CHANGED);
        }

        @Test
        void aFirstAnswerWithoutEndpointsIsNewsAndTheSecondIsNot() {
            Cluster cluster = new Cluster(config(s -> {}, "a:1"), time.runtime(), observer, state -> {});
            cluster.sourceFailed();

            cluster.update(EndpointSet.EMPTY);
            cluster.update(EndpointSet.EMPTY);

            assertThat(services).containsExactly(ServiceEvent.Change.ADDED, ServiceEvent.Change.NO_ENDPOINTS);
            assertThat(cluster.firstAnswer()).isCompletedWithValue(false);
        }

        @Test
        void oneThatCannotBeClearedAwayDoesNotKeepTheOthers() {
            List<String> cleared = new ArrayList<>();
            Cluster cluster = new Cluster(config(s -> {}, "a:1"), time.runtime(), observer, state -> {
                cleared.add(state.key());
                throw new IllegalStateException("cannot close " + state.key());
            });
            cluster.update(set("a:1", "b:1", "c:1", "d:1"));
            Admission late = admit(cluster, "c:1");
            services.clear();

            cluster.update(set("d:1"));
            assertThat(cleared).containsExactly("a:1", "b:1");
            assertThat(services).containsExactly(ServiceEvent.Change.ENDPOINTS_CHANGED);
            late.end(); // a call must not fail for it either
            assertThat(cleared).containsExactly("a:1", "b:1", "c:1");
            assertThat(chosen(cluster, 5)).containsExactly("d:1");
        }

        @Test
        void removedAndBackIsAFreshState() {
            Cluster cluster = cluster("a:1", "b:1", "c:1");
            fail(cluster, "a:1", 5);
            cluster.update(set("b:1", "c:1"));
            cluster.update(set("a:1", "b:1", "c:1"));

            assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.AVAILABLE);
            time.advance(Duration.ofMinutes(1));
            assertThat(changes()).as("the old one's return is nobody's news").containsExactly(Change.EJECTED);
        }

        @Test
        void theRemovedAreGoneWhenTheirLastCallEnds() {
            Cluster cluster = cluster("a:1", "b:1");
            Admission one = admit(cluster, "a:1");
            Admission two = admit(cluster, "a:1");
            cluster.update(set("b:1"));
            one.end();
            one.end();
            assertThat(gone).isEmpty();
            assertThat(chosen(cluster, 20)).containsExactly("b:1");
            two.end();
            assertThat(gone).containsExactly("a:1");

            cluster.remove();
            assertThat(gone).containsExactly("a:1", "b:1");
            assertThat(admit(cluster).refusal()).isEqualTo(Refusal.NO_ENDPOINTS);
        }

        @Test
        void aCallWhoseSnapshotIsReplacedWhileItChoosesTakesANewEndpoint() {
            Cluster cluster = cluster("a:1", "b:1");
            RandomSource meanwhile = () -> {
                cluster.update(set("c:1", "d:1"));
                return time.random().nextLong();
            };

            Choice choice = cluster.admit(new PickArgs(meanwhile), time.nanos());

            assertThat(choice.endpoint()).isNotNull();
            assertThat(choice.endpoint().key()).isIn("c:1", "d:1");
        }

        @Test
        void reconfiguringKeepsStatesAndWhatDidNotChange() {
            Cluster cluster = cluster("a:1", "b:1", "c:1");
            fail(cluster, "a:1", 5);
            Object budget = cluster.budget();

            cluster.reconfigure(config(s -> s.balancer("round-robin"), "a:1", "b:1", "c:1"));

            assertThat(cluster.budget()).isSameAs(budget);
            assertThat(status(cluster, "a:1")).isEqualTo(EndpointStatus.EJECTED);
            assertThat(chosen(cluster, 20)).containsExactlyInAnyOrder("b:1", "c:1");
        }

        @Test
        void oneChangeAmongTenThousandMakesOneStateAndEndsOne() {
            Cluster cluster = cluster("a:1");
            List<Endpoint> many = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                many.add(Endpoint.builder("10.0." + i / 256 + "." + i % 256, 80).build());
            }
            cluster.update(EndpointSet.of(many));
            gone.clear();
            Set<EndpointState> before = new HashSet<>(cluster.states());
            many.set(5_000, Endpoint.parse("new:1"));

            cluster.update(EndpointSet.of(many));

            Set<EndpointState> fresh = new HashSet<>(cluster.states());
            fresh.removeAll(before);
            assertThat(fresh).extracting(EndpointState::key).containsExactly("new:1");
            assertThat(gone).containsExactly("10.0.19.136:80");
        }
    }

    @Test
    void nothingIsLostWhenCallsAndUpdatesRace() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        Set<EndpointState> removed = java.util.concurrent.ConcurrentHashMap.newKeySet();
        Cluster cluster = new Cluster(config(s -> {}, "a:1"), time.runtime(), new MeshObserver() {}, state -> {
            assertThat(removed.add(state)).isTrue();
            ended.incrementAndGet();
        });
        Set<EndpointState> ever = java.util.concurrent.ConcurrentHashMap.newKeySet();
        cluster.update(set("a:1", "b:1", "c:1", "d:1"));
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Integer>> callers = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            RandomSource random = VirtualTime.seeded(t);
            callers.add(threads.submit(() -> {
                go.await();
                int refused = 0;
                List<Admission> open = new ArrayList<>();
                for (int i = 0; i < 30_000; i++) {
                    Choice choice = cluster.admit(new PickArgs(random), time.nanos());
                    if (choice.admission() == null) {
                        refused++;
                    } else {
                        ever.add(choice.endpoint());
                        open.add(choice.admission());
                    }
                    if (open.size() > 8) {
                        end(open.remove(random.nextInt(open.size())), outcome(random));
                    }
                }
                open.forEach(Admission::end);
                return refused;
            }));
        }
        Future<?> updater = threads.submit(() -> {
            go.await();
            RandomSource random = VirtualTime.seeded(99);
            while (!stop.get()) {
                EndpointSet next = random.nextInt(2) == 0 ? set("a:1", "b:1", "c:1", "d:1") : set("c:1", "d:1", "e:1");
                cluster.update(next);
                while (cluster.states().size() != next.endpoints().size() && !stop.get()) {
                    Thread.onSpinWait(); // a caller may be the writer now, and must not be flooded
                }
                time.advance(Duration.ofMillis(100));
            }
            return null;
        });
        go.countDown();
        for (Future<Integer> caller : callers) {
            assertThat(caller.get(60, TimeUnit.SECONDS)).as("refused").isZero();
        }
        stop.set(true);
        updater.get(60, TimeUnit.SECONDS);
        threads.shutdown();
        ever.addAll(cluster.states());
        cluster.remove();

        assertThat(ever).allSatisfy(state -> {
            assertThat(state.inFlight()).isZero();
            assertThat(state.cost(time.nanos() + 3_600_000 * MILLI))
                    .as("nobody waits")
                    .isLessThan(1e9);
        });
        assertThat(removed).containsAll(ever);
    }

    @Nested
    class Reports {

        @Test
        void weightsAreComputedBesideTheCallsAndEndWithTheService() {
            Cluster cluster = cluster(orders -> orders.balancer("orca"), "a:1", "b:1");
            report(cluster, "a:1", 0.1);
            report(cluster, "b:1", 0.9);
            assertThat(shareOf(cluster, "a:1")).as("blackout").isEqualTo(0.5);
            for (int second = 0; second < 11; second++) {
                time.advance(Duration.ofSeconds(1));
                report(cluster, "a:1", 0.1);
                report(cluster, "b:1", 0.9);
            }
            time.advance(Duration.ofSeconds(1));
            assertThat(shareOf(cluster, "a:1")).isBetween(0.88, 0.92);
            time.advance(Duration.ofMinutes(3));
            assertThat(shareOf(cluster, "a:1")).as("expired").isEqualTo(0.5);
            assertThat(time.pending()).hasSize(1);
            cluster.remove();
            time.advance(Duration.ofSeconds(1));
            assertThat(time.pending()).isEmpty();
        }

        @Test
        void anotherBalancerEndsThat() {
            Cluster cluster = cluster(orders -> orders.balancer("orca"), "a:1", "b:1");
            assertThat(time.pending()).hasSize(1);
            cluster.reconfigure(config(orders -> orders.balancer("random"), "a:1", "b:1"));
            time.advance(Duration.ofSeconds(1));
            assertThat(time.pending()).isEmpty();
        }

        private void report(Cluster cluster, String key, double cpu) {
            LoadReport report = new LoadReport(Map.of(LoadReport.CPU, cpu, LoadReport.REQUESTS, 100.0));
            cluster.reported(cluster.state(key), report, false, time.nanos());
        }

        private double shareOf(Cluster cluster, String key) {
            int count = 0;
            for (int i = 0; i < 1_000; i++) {
                Choice choice = admit(cluster);
                count += choice.endpoint().key().equals(key) ? 1 : 0;
                choice.admission().end();
            }
            return count / 1_000.0;
        }
    }

    private static Outcome outcome(RandomSource random) {
        return switch (random.nextInt(6)) {
            case 0 -> Outcome.response(503, MILLI);
            case 1 -> Outcome.failure(OutcomeKind.CONNECT_FAILURE, MILLI, true, null);
            case 2 -> Outcome.failure(OutcomeKind.RESET, MILLI, false, null);
            default -> Outcome.response(200, MILLI);
        };
    }

    private Cluster cluster(String... endpoints) {
        return cluster(s -> {}, endpoints);
    }

    private Cluster cluster(Consumer<ServiceConfig.Builder> edit, String... endpoints) {
        Cluster cluster =
                new Cluster(config(edit, endpoints), time.runtime(), observer, state -> gone.add(state.key()));
        cluster.update(set(endpoints));
        return cluster;
    }

    private static ServiceConfig config(Consumer<ServiceConfig.Builder> edit, String... endpoints) {
        return ServiceConfig.of("orders", s -> {
            s.endpoints(endpoints).set("outlier.ejection-jitter", "0s");
            edit.accept(s);
        });
    }

    private static EndpointSet set(String... endpoints) {
        return EndpointSet.of(
                java.util.Arrays.stream(endpoints).map(Endpoint::parse).toList());
    }

    private static Endpoint sick(String hostPort, Health health) {
        return Endpoint.parse(hostPort).toBuilder().health(health).build();
    }

    private static Endpoint heavy(String hostPort) {
        return Endpoint.parse(hostPort).toBuilder().weight(7).build();
    }

    private Choice admit(Cluster cluster) {
        return cluster.admit(new PickArgs(time.random()), time.nanos());
    }

    private Admission admit(Cluster cluster, String key) {
        EndpointState state = cluster.state(key);
        assertThat(state).isNotNull();
        return (Admission) state.admit(time.nanos(), false);
    }

    private Choice retryAfter(Cluster cluster, String tried) {
        PickArgs args = new PickArgs(time.random());
        EndpointState state = cluster.state(tried);
        assertThat(state).isNotNull();
        args.exclude(state);
        return cluster.admit(args, time.nanos());
    }

    private Set<String> chosen(Cluster cluster, int calls) {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < calls; i++) {
            Choice choice = admit(cluster);
            assertThat(choice.endpoint()).isNotNull();
            assertThat(choice.admission()).isNotNull();
            keys.add(choice.endpoint().key());
            end(choice.admission(), Outcome.failure(OutcomeKind.CANCELED, 0, false, null)); // teaches nothing
        }
        return keys;
    }

    private void fail(Cluster cluster, String key, int times) {
        for (int i = 0; i < times; i++) {
            end(admit(cluster, key), Outcome.response(500, MILLI));
        }
    }

    private void refuse(Cluster cluster, String key) {
        end(admit(cluster, key), Outcome.failure(OutcomeKind.CONNECT_FAILURE, MILLI, true, null));
    }

    private void end(Admission admission, Outcome outcome) {
        Verdict verdict = outcome.kind() == OutcomeKind.CANCELED ? Verdict.IGNORED : Verdict.FAILURE;
        admission.headers(outcome, outcome.blamesEndpoint() ? Verdict.FAILURE : verdict, time.nanos());
        admission.end();
    }

    private EndpointStatus status(Cluster cluster, String key) {
        EndpointState state = cluster.state(key);
        assertThat(state).isNotNull();
        return state.status();
    }

    private List<Change> changes() {
        return events.stream().map(EndpointEvent::change).toList();
    }
}

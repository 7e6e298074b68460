package io.meshclient.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.outcome.StopReason;
import io.meshclient.outcome.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObserversTest {

    @Test
    void whatOneThrowsReachesNeitherTheCallNorTheOthers() {
        List<String> heard = new ArrayList<>();
        Observers observers = new Observers(List.of(new Broken(false), new Broken(true), new Recorder(heard)));
        try (LogLines log = new LogLines(Observers.class)) {
            CapturedContext context = observers.captureContext();
            try (CapturedContext.Scope scope = context.restore()) {
                heard.add("running");
            }
            CallObserver call = observers.callStarted(new CallStarted("orders", "GET", "http://orders/"));
            call.attemptStarted(Story.get(0, new HashMap<>())).attemptEnded(Story.status(200), Verdict.SUCCESS);
            call.callEnded(new CallEnded(Story.report(StopReason.ANSWERED, null, Story.status(200)), 200, null));
            observers.endpointChanged(new EndpointEvent("orders", "a:1", EndpointEvent.Change.BACK, "", 0));
            observers.serviceChanged(new ServiceEvent("orders", ServiceEvent.Change.RECONFIGURED, ""));

            assertThat(log.texts()).isNotEmpty().allMatch(text -> text.startsWith("An observer of the mesh failed"));
        }
        assertThat(heard)
                .containsExactly(
                        "restored",
                        "running",
                        "closed",
                        "call",
                        "attempt",
                        "attempt ended",
                        "call ended",
                        "endpoint",
                        "service");
    }

    @Test
    void anObserverThatFailsOnEachCallDoesNotFloodTheLog() {
        Observers observers = new Observers(List.of(new MeshObserver() {
            @Override
            public CallObserver callStarted(CallStarted event) {
                throw new IllegalStateException("on each call");
            }
        }));
        try (LogLines log = new LogLines(Observers.class)) {
            for (int i = 0; i < 1_000; i++) {
                observers.callStarted(new CallStarted("orders", "GET", "http://orders/"));
            }
            assertThat(log.texts()).hasSize(10);
        }
    }

    /** Fails at once, or in everything that comes later. */
    private record Broken(boolean late) implements MeshObserver {

        @Override
        public CapturedContext captureContext() {
            failUnless(late);
            return () -> {
                throw new IllegalStateException("restore");
            };
        }

        @Override
        public CallObserver callStarted(CallStarted event) {
            failUnless(late);
            return new CallObserver() {
                @Override
                public AttemptObserver attemptStarted(AttemptStarted attempt) {
                    return (outcome, verdict) -> failUnless(false);
                }

                @Override
                public void callEnded(CallEnded ended) {
                    failUnless(false);
                }
            };
        }

        @Override
        public void endpointChanged(EndpointEvent event) {
            failUnless(false);
        }

        @Override
        public void serviceChanged(ServiceEvent event) {
            failUnless(false);
        }

        private static void failUnless(boolean fine) {
            if (!fine) {
                throw new IllegalStateException("broken on purpose");
            }
        }
    }

    private record Recorder(List<String> heard) implements MeshObserver {

        @Override
        public CapturedContext captureContext() {
            return () -> {
                heard.add("restored");
                return () -> heard.add("closed");
            };
        }

        @Override
        public CallObserver callStarted(CallStarted event) {
            heard.add("call");
            return new CallObserver() {
                @Override
                public AttemptObserver attemptStarted(AttemptStarted attempt) {
                    heard.add("attempt");
                    return (outcome, verdict) -> heard.add("attempt ended");
                }

                @Override
                public void callEnded(CallEnded ended) {
                    heard.add("call ended");
                }
            };
        }

        @Override
        public void endpointChanged(EndpointEvent event) {
            heard.add("endpoint");
        }

        @Override
        public void serviceChanged(ServiceEvent event) {
            heard.add("service");
        }
    }
}

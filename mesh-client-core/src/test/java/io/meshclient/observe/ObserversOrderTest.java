package io.meshclient.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.outcome.StopReason;
import io.meshclient.outcome.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObserversOrderTest {

    private static final CallStarted STARTED = new CallStarted("orders", "GET", "http://orders/");

    private final List<String> heard = new ArrayList<>();

    @Test
    void eachHearsEverythingWhateverTheOthersThrow() {
        Observers all = new Observers(List.of(new Recording("a"), new Throwing(), new Recording("b")));

        CallObserver call = all.callStarted(STARTED);
        AttemptObserver attempt = call.attemptStarted(
                new AttemptStarted("orders", "GET", "http://orders/", Endpoint.parse("a:1"), 0, (name, value) -> {}));
        attempt.attemptEnded(Outcome.response(200, 1), Verdict.SUCCESS);
        call.callEnded(new CallEnded(report(StopReason.ANSWERED, null), 200, null));
        all.endpointChanged(new EndpointEvent("orders", "a:1", EndpointEvent.Change.BACK, "", 0));
        all.serviceChanged(new ServiceEvent("orders", ServiceEvent.Change.RECONFIGURED, ""));

        assertThat(heard)
                .containsExactly(
                        "a call",
                        "b call",
                        "a attempt",
                        "b attempt",
                        "a 200",
                        "b 200",
                        "a end",
                        "b end",
                        "a endpoint",
                        "b endpoint",
                        "a service",
                        "b service");
    }

    @Test
    void whoHearsNothingCostsNothing() {
        assertThat(new Observers(List.of()).callStarted(STARTED)).isSameAs(CallObserver.NONE);
        assertThat(new Observers(List.of(new MeshObserver() {})).callStarted(STARTED))
                .isSameAs(CallObserver.NONE);
        assertThat(new Observers(List.of(new MeshObserver() {})).captureContext())
                .isNull();
    }

    @Test
    void contextsAreRestoredInOrderAndEndedInReverse() {
        CapturedContext captured =
                new Observers(List.of(new Recording("a"), new Throwing(), new Recording("b"))).captureContext();

        captured.restore().close();

        assertThat(heard).containsExactly("a restore", "b restore", "b close", "a close");
    }

    @Test
    void aCallsOutcomeIsWhatItsCallerSees() {
        IOException failure = new IOException();
        assertThat(List.of(199, 304, 399))
                .allMatch(status -> outcome(status, null, StopReason.ANSWERED, null) == CallOutcome.SUCCESS);
        assertThat(outcome(404, null, StopReason.ANSWERED, null)).isEqualTo(CallOutcome.CLIENT_ERROR);
        assertThat(outcome(503, null, StopReason.RETRIES_EXHAUSTED, null)).isEqualTo(CallOutcome.SERVER_ERROR);
        assertThat(outcome(0, failure, StopReason.REFUSED, RefusalReason.BREAKER_OPEN))
                .isEqualTo(CallOutcome.REFUSED);
        assertThat(outcome(0, failure, StopReason.DEADLINE, null)).isEqualTo(CallOutcome.TIMEOUT);
        assertThat(outcome(0, failure, StopReason.CANCELED, null)).isEqualTo(CallOutcome.CANCELED);
        assertThat(outcome(0, failure, StopReason.RETRIES_EXHAUSTED, null)).isEqualTo(CallOutcome.FAILURE);
    }

    private static CallOutcome outcome(int status, Throwable failure, StopReason stop, RefusalReason refusal) {
        return new CallEnded(report(stop, refusal), status, failure).outcome();
    }

    private static CallReport report(StopReason stop, RefusalReason refusal) {
        return new CallReport("orders", List.of(), stop, refusal, 1);
    }

    private final class Recording implements MeshObserver, CallObserver {
        private final String name;

        Recording(String name) {
            this.name = name;
        }

        @Override
        public CapturedContext captureContext() {
            return () -> {
                heard.add(name + " restore");
                return () -> heard.add(name + " close");
            };
        }

        @Override
        public CallObserver callStarted(CallStarted event) {
            heard.add(name + " call");
            return this;
        }

        @Override
        public AttemptObserver attemptStarted(AttemptStarted event) {
            heard.add(name + " attempt");
            return (outcome, verdict) -> heard.add(name + " " + outcome.label());
        }

        @Override
        public void callEnded(CallEnded event) {
            heard.add(name + " end");
        }

        @Override
        public void endpointChanged(EndpointEvent event) {
            heard.add(name + " endpoint");
        }

        @Override
        public void serviceChanged(ServiceEvent event) {
            heard.add(name + " service");
        }
    }

    private static final class Throwing implements MeshObserver, CallObserver {

        @Override
        public CapturedContext captureContext() {
            return () -> {
                throw new IllegalStateException("on purpose");
            };
        }

        @Override
        public CallObserver callStarted(CallStarted event) {
            return this;
        }

        @Override
        public AttemptObserver attemptStarted(AttemptStarted event) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public void callEnded(CallEnded event) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public void endpointChanged(EndpointEvent event) {
            throw new NoClassDefFoundError("on purpose");
        }

        @Override
        public void serviceChanged(ServiceEvent event) {
            throw new IllegalStateException("on purpose");
        }
    }
}

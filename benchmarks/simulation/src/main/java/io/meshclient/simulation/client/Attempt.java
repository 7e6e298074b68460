package io.meshclient.simulation.client;

import io.meshclient.call.AttemptTime;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.simulation.loop.EventLoop;
import io.meshclient.simulation.loop.SplitMix;
import io.meshclient.simulation.server.Answer;
import io.meshclient.simulation.server.Load;
import io.meshclient.simulation.server.Request;
import io.meshclient.stats.LoadReport;
import org.jspecify.annotations.Nullable;

/** One attempt on the wire: there, at the server, and back; or its time is up before. */
final class Attempt implements Request {

    final int number;
    final Target target;
    private final SimulatedCall call;
    private final Client client;
    private EventLoop.@Nullable Event timeout;
    private boolean over;
    private int status;
    private @Nullable Load load;

    Attempt(SimulatedCall call, int number, Target target) {
        this.call = call;
        this.client = call.client;
        this.number = number;
        this.target = target;
    }

    void send(AttemptTime time) {
        EventLoop loop = client.loop;
        long now = loop.nanos();
        client.recording.attempt(target.server().spec().index(), now);
        if (time.nanos() > 0) {
            OutcomeKind kind = time.isDeadline() ? OutcomeKind.CALL_TIMEOUT : OutcomeKind.PER_TRY_TIMEOUT;
            timeout = loop.at(now + time.nanos(), () -> fail(kind, false));
        }
        loop.at(now + network(), () -> target.server().receive(this));
    }

    private long network() {
        return client.network(target.server().spec());
    }

    @Override
    public double draw(int what) {
        return SplitMix.at(client.scenario.seed() + what, call.number, number);
    }

    @Override
    public void answered(Answer answer) {
        client.loop.at(client.loop.nanos() + network(), () -> {
            boolean asks = answer.status() == 429 || answer.status() == 503;
            long retryAfter = asks ? answer.retryAfter() : -1;
            load = answer.load();
            end(new Outcome(OutcomeKind.RESPONSE, answer.status(), latency(), retryAfter, false, null));
        });
    }

    @Override
    public void refused() {
        client.loop.at(client.loop.nanos() + network(), () -> fail(OutcomeKind.CONNECT_FAILURE, true));
    }

    @Override
    public void reset() {
        client.loop.at(client.loop.nanos() + network(), () -> fail(OutcomeKind.RESET, false));
    }

    @Override
    public void unreachable() {
        long givenUp = target.admission().startNanos() + client.connectNanos();
        client.loop.at(givenUp, () -> fail(OutcomeKind.CONNECT_FAILURE, true));
    }

    /** What the response said; 0 without one. */
    int status() {
        return status;
    }

    /** What the response said of its server's load; null without one. */
    @Nullable
    LoadReport report() {
        return load == null ? null : load.report();
    }

    /** The mesh takes it back: another attempt was better, or the call is over. */
    void cancel(OutcomeKind kind) {
        fail(kind, false);
    }

    private void fail(OutcomeKind kind, boolean neverSent) {
        end(Outcome.failure(kind, latency(), neverSent, null));
    }

    private long latency() {
        return client.loop.nanos() - target.admission().startNanos();
    }

    private void end(Outcome outcome) {
        if (!over) { // the answer to a request that was given up is read by nobody
            over = true;
            status = outcome.status();
            client.loop.cancel(timeout);
            call.ended(this, outcome);
        }
    }
}

package io.meshclient.simulation.client;

import io.meshclient.guard.Admission;
import io.meshclient.guard.Ledger;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.Verdict;
import io.meshclient.simulation.server.Server;

/** A server and how many attempts are under way to it; it learns nothing else. */
final class Outstanding implements Ledger {

    final Server server;
    int count;

    Outstanding(Server server) {
        this.server = server;
    }

    Target take(long now) {
        count++;
        return new Target(server, new Admission(this, now, false), null);
    }

    boolean isListed(long now) {
        return server.spec().joins() <= now && now < server.spec().leaves();
    }

    @Override
    public void headers(Admission admission, Outcome outcome, Verdict verdict, long nowNanos) {}

    @Override
    public void bodyFailed(Admission admission, long nowNanos) {}

    @Override
    public void ended() {
        count--;
    }
}

package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.trial.Fault;
import java.util.List;

/** The troubles, in the order of the table. */
public final class Troubles {

    static final String CONNECTING = "Connecting";
    static final String CONNECTIONS = "Connections";
    static final String ANSWERS = "Answers";
    static final String HTTP2 = "HTTP/2";
    static final String CLOCK = "Clocks";
    static final String LONG = "For long";

    static final String LOOPBACK = "loopback";

    private Troubles() {}

    public static List<Fault> all() {
        return List.of(
                new ConnectionRefused(),
                new ManyRefused(),
                new SynDropped(),
                new SlowAccept(),
                new TlsStall(),
                new PortReopened(),
                new ConnectionReset(),
                new ResetInBody(),
                new CutInBody(),
                new PeerGone(),
                new PeerRestarted(),
                new DelayedLine(),
                new Garbage(),
                new OversizedHeaders(),
                new TruncatedGzip(),
                new Silence(),
                new TrickledHeaders(),
                new TrickledBody(),
                new SettingsFlood(),
                new PingFlood(),
                new DeafPeer(),
                new ResetFlood(),
                new EveryStreamReset(),
                new WallClockSteps(),
                new HundredThousand());
    }
}

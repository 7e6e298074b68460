package io.meshclient.discovery.dns;

import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.discovery.WatchedDiscovery;
import io.meshclient.time.MeshRuntime;
import java.util.concurrent.CompletableFuture;

/** Name servers as a source of endpoints: each target is looked up for itself, all over the same sockets' thread. */
final class DnsSource implements WatchedDiscovery.Source {

    private static final Subscription NOTHING = () -> {};

    private final DnsSettings settings;
    private final MeshRuntime runtime;
    private final DnsIo io;
    private final NameServers servers;

    DnsSource(DnsSettings settings, MeshRuntime runtime) {
        this.settings = settings;
        this.runtime = runtime;
        this.io = new DnsIo(runtime);
        this.servers = new NameServers(io, settings.asking());
    }

    @Override
    public Subscription watch(String text, Listener heard) {
        DnsTarget target;
        try {
            target = DnsTarget.parse(text, settings.defaultPort());
        } catch (DnsFailure e) {
            heard.onFailure(e); // and for ever: a text does not mend itself
            return NOTHING;
        }
        Remembered remembered = new Remembered();
        return new DnsWatch(runtime, settings.ttl(), heard, () -> lookUp(target, remembered), remembered::end).begin();
    }

    private CompletableFuture<Found> lookUp(DnsTarget target, Remembered remembered) {
        try {
            ResolvConf conf = settings.naming().now();
            return new Lookup(target, conf, servers, settings.family(), remembered).run();
        } catch (DnsFailure | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        io.close();
    }
}

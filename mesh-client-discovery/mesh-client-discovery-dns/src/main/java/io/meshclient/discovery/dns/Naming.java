package io.meshclient.discovery.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/** Whom to ask and how names are completed: as set, else as the machine's {@code resolv.conf} says now. */
final class Naming {

    private final List<InetSocketAddress> servers;
    private final @Nullable List<Name> search;
    private final @Nullable Integer ndots;
    private final ResolvFile file;

    /** Empty or null is what the file says. */
    Naming(List<InetSocketAddress> servers, @Nullable List<Name> search, @Nullable Integer ndots, ResolvFile file) {
        this.servers = List.copyOf(servers);
        this.search = search;
        this.ndots = ndots;
        this.file = file;
    }

    ResolvConf now() throws DnsFailure {
        ResolvConf onDisk = file.now();
        if (onDisk == null && servers.isEmpty()) {
            throw new DnsFailure(
                    "There is no " + file.path() + " to name a server; set mesh.client.discovery.dns.servers");
        }
        ResolvConf base = onDisk == null ? ResolvConf.NONE : onDisk;
        return new ResolvConf(
                servers.isEmpty() ? orOwn(base.servers()) : servers,
                search == null ? base.search() : search,
                ndots == null ? base.ndots() : ndots);
    }

    private static List<InetSocketAddress> orOwn(List<InetSocketAddress> listed) {
        return listed.isEmpty()
                ? List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), ResolvConf.DNS_PORT))
                : listed;
    }
}

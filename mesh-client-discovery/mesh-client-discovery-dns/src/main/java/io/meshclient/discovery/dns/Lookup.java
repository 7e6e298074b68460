package io.meshclient.discovery.dns;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * One search for the endpoints of a target: along the search domains until a name has some. A server that does not answer
 * ends it, for a later name might be another service's.
 */
final class Lookup {

    private final DnsTarget target;
    private final ResolvConf conf;
    private final NameServers servers;
    private final Remembered remembered;
    private final Addresses addresses;

    Lookup(DnsTarget target, ResolvConf conf, NameServers servers, AddressFamily family, Remembered remembered) {
        this.target = target;
        this.conf = conf;
        this.servers = servers;
        this.remembered = remembered;
        this.addresses = new Addresses(this::ask, family, remembered);
    }

    CompletableFuture<Found> run() throws DnsFailure {
        List<Name> candidates = conf.candidates(target.name());
        Name last = remembered.name();
        if (last == null || candidates.size() == 1 || !candidates.contains(last)) {
            return search(candidates, 0, null);
        }
        return one(last)
                .thenCompose(found ->
                        found.set().isEmpty() ? search(candidates, 0, null) : CompletableFuture.completedFuture(found));
    }

    private CompletableFuture<Found> search(List<Name> candidates, int from, @Nullable Found before) {
        Name name = candidates.get(from);
        return one(name).thenCompose(found -> {
            if (!found.set().isEmpty()) {
                remembered.found(name);
                return CompletableFuture.completedFuture(found);
            }
            Found none = before == null ? found : found.after(before);
            return from + 1 == candidates.size()
                    ? CompletableFuture.completedFuture(none)
                    : search(candidates, from + 1, none);
        });
    }

    private CompletableFuture<Found> one(Name name) {
        if (target.isSrv()) {
            return ask(name, Type.SRV).thenCompose(answer -> new SrvLookup(name, addresses).endpoints(answer));
        }
        return addresses.of(name).thenApply(answer -> found(name, answer));
    }

    private Found found(Name name, Answer answer) {
        if (!answer.isFound()) {
            return Found.none(answer.kind(), answer.ttlSeconds(), name);
        }
        List<Endpoint> endpoints = Addresses.read(answer.records()).stream()
                .map(InetAddress::getHostAddress)
                .map(host -> Endpoint.builder(host, target.port()).build())
                .toList();
        return new Found(answer.kind(), EndpointSet.of(endpoints), answer.ttlSeconds(), List.of(name));
    }

    private CompletableFuture<Answer> ask(Name name, int type) {
        return remembered.isEnded()
                ? CompletableFuture.failedFuture(new CancellationException("nobody listens any more"))
                : servers.ask(name, type, conf.servers(), remembered::isEnded);
    }
}

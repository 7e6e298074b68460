package io.meshclient.discovery.dns;

import io.meshclient.discovery.dns.Answer.Kind;
import io.meshclient.endpoint.EndpointSet;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;

/**
 * From SRV records to endpoints: each target's addresses, from the same answer where it has some, else asked for. A target
 * without addresses is no endpoint; one whose addresses could not be asked for fails the whole, for it may be alive.
 */
final class SrvLookup {

    private final Name name;
    private final Addresses addresses;

    SrvLookup(Name name, Addresses addresses) {
        this.name = name;
        this.addresses = addresses;
    }

    CompletableFuture<Found> endpoints(Answer answer) {
        if (!answer.isFound()) {
            return CompletableFuture.completedFuture(Found.none(answer.kind(), answer.ttlSeconds(), name));
        }
        List<SRVRecord> records = records(answer);
        Map<Name, List<Record>> known = byName(answer.additional());
        Map<Name, CompletableFuture<Answer>> hosts = new LinkedHashMap<>();
        for (SRVRecord record : records) {
            hosts.computeIfAbsent(record.getTarget(), host -> addressesOf(host, known));
        }
        return CompletableFuture.allOf(hosts.values().toArray(CompletableFuture[]::new))
                .thenApply(all -> found(answer, records, hosts));
    }

    /** Without the one target that means "not here": the root (RFC 2782). */
    private static List<SRVRecord> records(Answer answer) {
        List<SRVRecord> records = new ArrayList<>();
        for (Record record : answer.records()) {
            if (record instanceof SRVRecord srv && !srv.getTarget().equals(Name.root)) {
                records.add(srv);
            }
        }
        return records;
    }

    private CompletableFuture<Answer> addressesOf(Name host, Map<Name, List<Record>> known) {
        List<Record> own = known.getOrDefault(host, List.of()).stream()
                .filter(record -> addresses.counts(record.getType()))
                .toList();
        if (own.isEmpty()) {
            return addresses.of(host);
        }
        long ttl = own.stream().mapToLong(Record::getTTL).min().orElse(0);
        return CompletableFuture.completedFuture(new Answer(Kind.FOUND, own, List.of(), ttl));
    }

    private static Map<Name, List<Record>> byName(List<Record> records) {
        Map<Name, List<Record>> byName = new HashMap<>();
        for (Record record : records) {
            if (record instanceof ARecord || record instanceof AAAARecord) {
                byName.computeIfAbsent(record.getName(), name -> new ArrayList<>())
                        .add(record);
            }
        }
        return byName;
    }

    private Found found(Answer answer, List<SRVRecord> records, Map<Name, CompletableFuture<Answer>> hosts) {
        Map<Name, Collection<InetAddress>> addressesByHost = new HashMap<>();
        long ttl = answer.ttlSeconds();
        for (Map.Entry<Name, CompletableFuture<Answer>> host : hosts.entrySet()) {
            Answer known = host.getValue().join(); // is done
            addressesByHost.put(host.getKey(), Addresses.read(known.records()));
            ttl = Math.min(ttl, known.ttlSeconds());
        }
        EndpointSet set =
                EndpointSet.of(SrvRecords.endpoints(records, host -> addressesByHost.getOrDefault(host, List.of())));
        return new Found(set.isEmpty() ? Kind.NO_DATA : Kind.FOUND, set, ttl, List.of(name));
    }
}

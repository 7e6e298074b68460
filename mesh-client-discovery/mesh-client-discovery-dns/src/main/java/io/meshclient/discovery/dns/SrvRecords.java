package io.meshclient.discovery.dns;

import io.meshclient.endpoint.Endpoint;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.xbill.DNS.Name;
import org.xbill.DNS.SRVRecord;

/**
 * SRV records as endpoints. Pure.
 *
 * <ul>
 *   <li>Priorities are any 0 … 65535 and mean only an order: the smallest becomes 0, the next 1, and so on; those beyond
 *       the 128th share 127.
 *   <li>A weight of 0 means a very small chance beside others of its priority (RFC 2782), while an endpoint's means none.
 *       So it becomes 1, and the others of that priority are multiplied by 100, or by as much as fits; where all weights
 *       are 0, all are equal and become 1.
 * </ul>
 */
final class SrvRecords {

    /** The key of an endpoint's metadata under which the name stands that the record pointed to. */
    static final String TARGET = "srv-target";

    private static final int LAST_PRIORITY = 127;
    private static final int TIMES_A_SMALL_CHANCE = 100;

    private SrvRecords() {}

    /** The endpoints of records; those whose target has no address are not there. */
    static List<Endpoint> endpoints(List<SRVRecord> records, Function<Name, Collection<InetAddress>> addresses) {
        List<Integer> order = new ArrayList<>(
                new TreeSet<>(records.stream().map(SRVRecord::getPriority).toList()));
        Map<Integer, Integer> ranks = new HashMap<>();
        order.forEach(priority -> ranks.put(priority, Math.min(ranks.size(), LAST_PRIORITY)));
        Map<Integer, Integer> factors = factors(records);
        List<Endpoint> endpoints = new ArrayList<>();
        for (SRVRecord record : records) {
            if (record.getPort() == 0) {
                continue; // nobody can listen there
            }
            int factor = factors.getOrDefault(record.getPriority(), 1);
            Map<String, String> metadata = Map.of(TARGET, record.getTarget().toString(true));
            for (InetAddress address : addresses.apply(record.getTarget())) {
                endpoints.add(Endpoint.builder(address.getHostAddress(), record.getPort())
                        .priority(ranks.getOrDefault(record.getPriority(), LAST_PRIORITY))
                        .weight(Math.max(1, record.getWeight() * factor))
                        .metadata(metadata)
                        .build());
            }
        }
        return endpoints;
    }

    /** By priority, what its weights are multiplied by. */
    private static Map<Integer, Integer> factors(List<SRVRecord> records) {
        Map<Integer, Integer> greatest = new HashMap<>();
        Map<Integer, Integer> least = new HashMap<>();
        for (SRVRecord record : records) {
            greatest.merge(record.getPriority(), record.getWeight(), Math::max);
            least.merge(record.getPriority(), record.getWeight(), Math::min);
        }
        Map<Integer, Integer> factors = new HashMap<>();
        greatest.forEach((priority, most) -> {
            boolean mixed = most > 0 && least.getOrDefault(priority, 0) == 0;
            factors.put(priority, mixed ? Math.min(TIMES_A_SMALL_CHANCE, Endpoint.MAX_WEIGHT / most) : 1);
        });
        return factors;
    }
}

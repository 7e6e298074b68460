package io.meshclient.discovery.dns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** The addresses of a name: both families asked for at the same time, as far as they count. */
final class Addresses {

    private final BiFunction<Name, Integer, CompletableFuture<Answer>> ask;
    private final AddressFamily family;
    private final Remembered remembered;

    Addresses(BiFunction<Name, Integer, CompletableFuture<Answer>> ask, AddressFamily family, Remembered remembered) {
        this.ask = ask;
        this.family = family;
        this.remembered = remembered;
    }

    /** An answer or a failure. */
    private record Settled(
            int type, @Nullable Answer answer, @Nullable Throwable failure) {}

    boolean counts(int type) {
        return family.types().contains(type);
    }

    CompletableFuture<Answer> of(Name name) {
        return family.types().stream()
                .map(type -> settled(name, type))
                .reduce((one, other) -> one.thenCombine(other, this::both))
                .orElseThrow()
                .thenCompose(settled -> settled.answer != null
                        ? CompletableFuture.completedFuture(settled.answer)
                        : CompletableFuture.failedFuture(settled.failure));
    }

    private CompletableFuture<Settled> settled(Name name, int type) {
        return ask.apply(name, type).handle((answer, failure) -> {
            if (failure != null) {
                return new Settled(type, null, DnsFailures.cause(failure));
            }
            remembered.had(answer, type);
            return new Settled(type, answer, null);
        });
    }

    /**
     * One family may fail while the other has addresses, if it has never had any: some servers cannot be asked for AAAA.
     * Otherwise it is a failure, for half of the addresses would silently be gone.
     */
    private Settled both(Settled one, Settled other) {
        if (one.answer != null && other.answer != null) {
            return new Settled(one.type, one.answer.and(other.answer), null);
        }
        Settled failed = one.answer == null ? one : other;
        Settled rest = failed == one ? other : one;
        boolean enough = rest.answer != null && rest.answer.isFound() && !remembered.had(failed.type);
        return enough ? rest : failed;
    }

    static List<InetAddress> read(List<Record> records) {
        List<InetAddress> addresses = new ArrayList<>(records.size());
        for (Record record : records) {
            if (record instanceof ARecord ipv4) {
                addresses.add(ipv4.getAddress());
            } else if (record instanceof AAAARecord ipv6) {
                addresses.add(ipv6.getAddress());
            }
        }
        return addresses;
    }
}

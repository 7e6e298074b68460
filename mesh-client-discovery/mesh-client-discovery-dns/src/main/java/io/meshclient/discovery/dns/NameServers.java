package io.meshclient.discovery.dns;

import io.meshclient.discovery.dns.DnsSettings.Asking;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;
import org.xbill.DNS.io.IoClientFactory;

/**
 * Asks one server after another until one answers; the one that answered last is asked first. Whatever is no answer
 * (timeout, refusal, server failure, nonsense) means the next server. Safe for use by many threads.
 */
final class NameServers {

    /** Questions under way at once: sockets are not endless, and a name server with a thousand services has its limits. */
    private static final int MOST_QUESTIONS = 64;

    /** What passes everywhere without being fragmented: the DNS flag day of 2020. */
    private static final int DATAGRAM_BYTES = 1232;

    private final IoClientFactory io;
    private final Asking asking;
    private final QueryLimit limit = new QueryLimit(MOST_QUESTIONS);
    private volatile @Nullable InetSocketAddress answeredLast;

    NameServers(IoClientFactory io, Asking asking) {
        this.io = io;
        this.asking = asking;
    }

    /** One question and what became of it so far. */
    private record Question(
            Name name,
            int type,
            List<InetSocketAddress> servers,
            int first,
            BooleanSupplier ended,
            Set<String> refusals) {

        InetSocketAddress server(int attempt) {
            return servers.get((first + attempt) % servers.size());
        }

        DnsFailure unanswered() {
            return new DnsFailure("No name server answered for " + name + " " + Type.string(type) + ": "
                    + String.join("; ", refusals));
        }
    }

    /** The answer, or a {@link DnsFailure} that says what each server did. Nobody is asked any more once it has ended. */
    CompletableFuture<Answer> ask(Name name, int type, List<InetSocketAddress> servers, BooleanSupplier ended) {
        InetSocketAddress last = answeredLast;
        int first = last == null ? 0 : Math.max(0, servers.indexOf(last));
        return attempt(new Question(name, type, servers, first, ended, new LinkedHashSet<>()), 0);
    }

    private CompletableFuture<Answer> attempt(Question question, int attempt) {
        if (attempt >= question.servers.size() * asking.attempts() || question.ended.getAsBoolean()) {
            return CompletableFuture.failedFuture(question.unanswered());
        }
        InetSocketAddress server = question.server(attempt);
        return limit.run(() -> resolver(server).sendAsync(query(question), Runnable::run))
                .thenApply(response -> read(response, question))
                .handle((answer, failure) -> {
                    if (failure == null) {
                        answeredLast = server;
                        return CompletableFuture.completedFuture(answer);
                    }
                    question.refusals.add(server.getAddress().getHostAddress() + ":" + server.getPort() + " "
                            + why(DnsFailures.cause(failure)));
                    return attempt(question, attempt + 1);
                })
                .thenCompose(next -> next);
    }

    private SimpleResolver resolver(InetSocketAddress server) {
        SimpleResolver resolver = new SimpleResolver(server);
        resolver.setIoClientFactory(io);
        resolver.setTimeout(asking.timeout());
        resolver.setEDNS(0, DATAGRAM_BYTES, 0, List.of());
        return resolver;
    }

    private static Message query(Question question) {
        return Message.newQuery(Record.newRecord(question.name, question.type, DClass.IN));
    }

    private static Answer read(Message response, Question question) {
        try {
            return Answer.of(response, question.name, question.type);
        } catch (DnsFailure e) {
            throw new CompletionException(e);
        }
    }

    /** The rest of a sentence that begins with a server. */
    private static String why(Throwable failure) {
        if (failure instanceof DnsFailure) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof java.net.PortUnreachableException || failure instanceof java.net.ConnectException) {
            return "refused the connection";
        }
        if (failure instanceof java.net.SocketTimeoutException) {
            return "gave " + failure.getMessage();
        }
        if (failure instanceof org.xbill.DNS.WireParseException) {
            return "gave an answer that cannot be read (" + failure.getMessage() + ")";
        }
        return "could not be asked (" + failure + ")";
    }
}

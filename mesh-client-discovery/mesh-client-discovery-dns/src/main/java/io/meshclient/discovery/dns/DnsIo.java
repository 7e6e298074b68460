package io.meshclient.discovery.dns;

import io.meshclient.time.MeshRuntime;
import io.meshclient.time.Timers.Timer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Message;
import org.xbill.DNS.io.IoClientFactory;
import org.xbill.DNS.io.TcpIoClient;
import org.xbill.DNS.io.UdpIoClient;

/**
 * The sockets below dnsjava's resolvers, and the one daemon thread that serves them, which starts with the first question.
 * dnsjava's own thread belongs to all of a JVM's users of it, cannot be ended without harm to them, and looks at timeouts
 * only when nothing arrives. Timeouts here are timers of the runtime. Safe for use by many threads.
 */
final class DnsIo implements IoClientFactory, UdpIoClient, TcpIoClient, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DnsIo.class);

    private final MeshRuntime runtime;
    private final Queue<Exchange> begun = new ConcurrentLinkedQueue<>();
    private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Selector selector; // guarded by lock
    private volatile boolean closed;

    DnsIo(MeshRuntime runtime) {
        this.runtime = runtime;
    }

    private interface Begin {
        Exchange begin() throws IOException;
    }

    @Override
    public DnsIo createOrGetTcpClient() {
        return this;
    }

    @Override
    public DnsIo createOrGetUdpClient() {
        return this;
    }

    @Override
    public CompletableFuture<byte[]> sendAndReceiveUdp(
            @Nullable InetSocketAddress local,
            InetSocketAddress remote,
            Message query,
            byte[] data,
            int max,
            Duration timeout) {
        return exchange(timeout, () -> UdpExchange.begin(remote, data, max));
    }

    @Override
    public CompletableFuture<byte[]> sendAndReceiveTcp(
            @Nullable InetSocketAddress local, InetSocketAddress remote, Message query, byte[] data, Duration timeout) {
        return exchange(timeout, () -> TcpExchange.begin(remote, data));
    }

    private CompletableFuture<byte[]> exchange(Duration timeout, Begin begin) {
        try {
            Selector running = running();
            Exchange exchange = begin.begin();
            open.add(exchange);
            Timer timer = runtime.timers()
                    .schedule(
                            timeout.toNanos(),
                            () -> exchange.answer()
                                    .completeExceptionally(new SocketTimeoutException(
                                            "no answer within " + timeout.toMillis() + " ms")));
            CompletableFuture<byte[]> answer = exchange.answer().whenComplete((bytes, failure) -> {
                timer.cancel();
                open.remove(exchange);
                end(exchange, running);
            });
            begun.add(exchange);
            running.wakeup();
            if (closed) {
                fail(exchange); // close() may have come too early to see it
            }
            return answer;
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void end(Exchange exchange, Selector running) {
        try {
            exchange.channel().close();
            running.wakeup(); // else the selector would keep the closed socket until something else happens
        } catch (IOException e) {
            LOG.debug("A socket could not be closed", e);
        }
    }

    private static void fail(Exchange exchange) {
        exchange.answer().completeExceptionally(new IOException("the discovery is closed"));
    }

    private Selector running() throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new IOException("the discovery is closed");
            }
            Selector known = selector;
            if (known == null) {
                Selector opened = Selector.open();
                Thread thread = new Thread(() -> serve(opened), "mesh-client-dns");
                thread.setDaemon(true); // a job's JVM must be able to end
                selector = opened;
                thread.start();
                return opened;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private void serve(Selector own) {
        try (own) {
            while (!closed) {
                for (Exchange next = begun.poll(); next != null; next = begun.poll()) {
                    register(next, own);
                }
                own.select(DnsIo::proceed);
            }
        } catch (IOException | RuntimeException | Error e) {
            LOG.warn("The thread that asks name servers ended; the next question starts another", e);
        } finally {
            forget(own);
            open.forEach(exchange -> exchange.answer()
                    .completeExceptionally(new IOException("the thread that asks name servers ended")));
        }
    }

    private void forget(Selector own) {
        lock.lock();
        try {
            if (selector == own) {
                selector = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private static void register(Exchange exchange, Selector own) {
        if (exchange.answer().isDone()) {
            return;
        }
        try {
            exchange.channel().register(own, exchange.interest(), exchange);
        } catch (IOException | RuntimeException e) {
            exchange.answer().completeExceptionally(e);
        }
    }

    private static void proceed(SelectionKey key) {
        Exchange exchange = (Exchange) key.attachment();
        try {
            exchange.proceed(key);
        } catch (IOException | RuntimeException e) {
            exchange.answer().completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        Selector running;
        lock.lock();
        try {
            running = selector;
        } finally {
            lock.unlock();
        }
        open.forEach(DnsIo::fail);
        if (running != null) {
            running.wakeup();
        }
    }
}

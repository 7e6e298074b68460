package io.meshclient.okhttp.fault;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server that does to each request, byte by byte, what it is told: the next of the answers in the queue, or
 * else the usual one. It knows what it has really seen, which is what replay safety is about.
 */
final class WireServer implements AutoCloseable {

    /** What is done to one request. */
    interface Answer {
        void to(Socket connection, OutputStream out) throws Exception;
    }

    /** A request as it came. */
    record Seen(String line, String head, String body) {}

    private final ServerSocket listener;
    private final @Nullable SSLSocketFactory tls;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedDeque<Answer> next = new ConcurrentLinkedDeque<>();
    private final CopyOnWriteArrayList<Seen> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Answer usual = text(200, "ok");
    private volatile boolean forgetful;

    WireServer() {
        this(null);
    }

    WireServer(@Nullable SSLSocketFactory tls) {
        this.tls = tls;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    String endpoint() {
        return "127.0.0.1:" + port();
    }

    List<Seen> seen() {
        return seen;
    }

    int accepted() {
        return accepted.get();
    }

    int openConnections() {
        return (int) connections.stream().filter(c -> !c.isClosed()).count();
    }

    WireServer usually(Answer answer) {
        usual = answer;
        return this;
    }

    /** Remembers no request: for tests with very many. */
    WireServer forgetful() {
        forgetful = true;
        return this;
    }

    WireServer then(Answer... answers) {
        next.addAll(List.of(answers));
        return this;
    }

    /** A whole answer in one write. */
    static Answer text(int status, String body, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return raw(head.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body)
                .toString());
    }

    /** These bytes and nothing else; the connection stays. */
    static Answer raw(String bytes) {
        return (connection, out) -> out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** These bytes, then FIN. */
    static Answer rawThenClose(String bytes) {
        return (connection, out) -> {
            out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            connection.close();
        };
    }

    /** These bytes, then RST. */
    static Answer rawThenReset(String bytes) {
        return (connection, out) -> {
            out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            connection.setSoLinger(true, 0);
            connection.close();
        };
    }

    /** These bytes, one at a time, with a pause before each. */
    static Answer trickle(String bytes, Duration pause) {
        return (connection, out) -> {
            for (byte each : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
                LockSupport.parkNanos(pause.toNanos());
                out.write(each); // fails when the client has gone, which ends it
            }
        };
    }

    /** Nothing until the latch opens, then another answer. */
    static Answer after(CountDownLatch latch, Answer answer) {
        return (connection, out) -> {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IOException("nobody opened the latch");
            }
            answer.to(connection, out);
        };
    }

    /** Nothing, for as long as the caller waits. */
    static Answer silence() {
        return (connection, out) -> {};
    }

    /** Breaks off all connections: a FIN to each, as when a process ends. The port stays open. */
    void dropConnections() {
        for (Socket connection : connections) {
            closeQuietly(connection);
        }
        connections.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = secured(listener.accept());
                connection.setTcpNoDelay(true);
                connections.add(connection);
                accepted.incrementAndGet();
                threads.execute(() -> serve(connection));
            }
        } catch (IOException | RejectedExecutionException closed) {
            dropConnections();
        }
    }

    private Socket secured(Socket accepted) throws IOException {
        if (tls == null) {
            return accepted;
        }
        SSLSocket secured = (SSLSocket) tls.createSocket(accepted, null, accepted.getPort(), true);
        secured.setUseClientMode(false); // the handshake comes with the first read
        return secured;
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                Seen request = new Seen(head.substring(0, head.indexOf('\r')), head, body(in, head));
                if (!forgetful) {
                    seen.add(request);
                }
                Answer answer = next.poll();
                (answer == null ? usual : answer).to(connection, out);
            }
        } catch (Exception broken) {
            connections.remove(connection);
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.append((char) b);
            if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    private static String body(InputStream in, String head) throws IOException {
        String lower = head.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length: ");
        if (at < 0) {
            return "";
        }
        int length = Integer.parseInt(lower.substring(at + 16, lower.indexOf('\r', at)));
        return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    private static void closeQuietly(Socket connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        dropConnections();
        threads.shutdownNow();
    }
}

package io.meshclient.okhttp.fault;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/2 server that does to each request, frame by frame, what it is told: the next of the answers in the queue, or
 * else the usual one. It reads no header of a request, and sends no header but {@code :status: 200}.
 */
final class FrameServer implements AutoCloseable {

    private static final int PREFACE_LENGTH = 24;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final short MAX_CONCURRENT_STREAMS = 3;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final byte STATUS_200 = (byte) 0x88; // HPACK: entry 8 of the static table

    /** What is done to one request, when all of it has come. */
    interface Answer {
        void to(Request request) throws Exception;
    }

    private final ServerSocket listener;
    private final @Nullable SSLSocketFactory tls;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedDeque<Answer> next = new ConcurrentLinkedDeque<>();
    private final CopyOnWriteArrayList<Request> seen = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Integer> resets = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger pings = new AtomicInteger();
    private final AtomicInteger settled = new AtomicInteger();
    private volatile int maxStreams = -1; // says nothing
    private volatile Answer usual = request -> request.answer("ok");

    /** Cleartext with prior knowledge without a factory, else TLS with ALPN. */
    FrameServer(@Nullable SSLSocketFactory tls) {
        this.tls = tls;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    String endpoint() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    List<Request> seen() {
        return seen;
    }

    /** The codes with which clients have reset streams. */
    List<Integer> resets() {
        return resets;
    }

    int accepted() {
        return accepted.get();
    }

    /** Pings that came, and were answered. */
    int pings() {
        return pings.get();
    }

    /** How often clients said that they had heard our settings. */
    int settled() {
        return settled.get();
    }

    /** So many streams at once on each connection, from now on; told on those that are there, too. */
    FrameServer maxStreams(int most) throws IOException {
        maxStreams = most;
        for (Connection connection : connections) {
            connection.settings();
        }
        return this;
    }

    /** A connection counts until the client has closed it, too. */
    int openConnections() {
        return connections.size();
    }

    FrameServer usually(Answer answer) {
        usual = answer;
        return this;
    }

    FrameServer then(Answer... answers) {
        next.addAll(List.of(answers));
        return this;
    }

    /** Says on each connection that nothing more will come; it is the client's turn to close. */
    void finishConnections() throws IOException {
        for (Connection connection : connections) {
            try {
                connection.socket.shutdownOutput();
            } catch (SocketException e) {
                if (!connection.raw.isClosed()) { // the client's answer to the first half of TLS's closing was quick
                    throw e;
                }
            }
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket raw = listener.accept();
                raw.setTcpNoDelay(true);
                Connection connection = new Connection(secured(raw), raw);
                connections.add(connection);
                accepted.incrementAndGet();
                threads.execute(connection::serve);
            }
        } catch (IOException closed) {
            connections.forEach(Connection::drop);
        }
    }

    private Socket secured(Socket accepted) throws IOException {
        if (tls == null) {
            return accepted;
        }
        SSLSocket secured = (SSLSocket) tls.createSocket(accepted, null, accepted.getPort(), true);
        secured.setUseClientMode(false);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        secured.setSSLParameters(parameters);
        return secured;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.forEach(Connection::drop);
        threads.shutdownNow();
    }

    /** A whole request, and what can be done to it. */
    record Request(Connection connection, int stream, int bodyLength) {

        void answer(String body) throws IOException {
            headers();
            end(body);
        }

        void headers() throws IOException {
            connection.send(HEADERS, END_HEADERS, stream, STATUS_200);
        }

        void data(String part) throws IOException {
            connection.send(DATA, 0, stream, part.getBytes(StandardCharsets.US_ASCII));
        }

        void end(String part) throws IOException {
            connection.send(DATA, END_STREAM, stream, part.getBytes(StandardCharsets.US_ASCII));
        }

        void reset(int code) throws IOException {
            connection.send(
                    RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(code).array());
        }

        /** Nothing above this stream was, or will be, looked at. */
        void goAway(int lastStream) throws IOException {
            byte[] payload = ByteBuffer.allocate(8).putInt(lastStream).putInt(0).array();
            connection.send(GOAWAY, 0, 0, payload);
        }
    }

    /** One connection, served by one thread; frames may be sent by others. */
    final class Connection {
        private final Socket socket;
        private final Socket raw;
        private final Map<Integer, Integer> bodies = new HashMap<>();

        Connection(Socket socket, Socket raw) {
            this.socket = socket;
            this.raw = raw;
        }

        void serve() {
            try (raw) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                in.readFully(new byte[PREFACE_LENGTH]);
                settings();
                while (true) {
                    frame(in);
                }
            } catch (Exception closed) {
                connections.remove(this);
            }
        }

        private void frame(DataInputStream in) throws Exception {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = new byte[length];
            in.readFully(payload);
            if (type == SETTINGS) {
                settle(flags);
            } else if (type == PING && flags != ACK) {
                pings.incrementAndGet();
                send(PING, ACK, 0, payload);
            } else if (type == RST_STREAM) {
                resets.add(ByteBuffer.wrap(payload).getInt());
            } else if (type == HEADERS || type == DATA) {
                bodies.merge(stream, type == DATA ? length : 0, Integer::sum);
                if ((flags & END_STREAM) != 0) {
                    complete(new Request(this, stream, bodies.get(stream)));
                }
            }
        }

        private void settings() throws IOException {
            ByteBuffer payload = ByteBuffer.allocate(maxStreams < 0 ? 0 : 6);
            if (maxStreams >= 0) {
                payload.putShort(MAX_CONCURRENT_STREAMS).putInt(maxStreams);
            }
            send(SETTINGS, 0, 0, payload.array());
        }

        private void settle(int flags) throws IOException {
            if (flags == ACK) {
                settled.incrementAndGet();
            } else {
                send(SETTINGS, ACK, 0);
            }
        }

        private void complete(Request request) throws Exception {
            seen.add(request);
            Answer answer = next.poll();
            (answer == null ? usual : answer).to(request);
        }

        private synchronized void send(int type, int flags, int stream, byte... payload) throws IOException {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.write(payload.length >> 16);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
            frame.write(type);
            frame.write(flags);
            frame.writeBytes(ByteBuffer.allocate(4).putInt(stream).array());
            frame.writeBytes(payload);
            OutputStream out = socket.getOutputStream();
            out.write(frame.toByteArray());
            out.flush();
        }

        /**
         * FIN without a word, TLS's included, as when a process is killed. What the client still sends is read until it has
         * seen that, for a second at most: else the kernel would say RST, and take back what the client has not read yet.
         */
        void drop() {
            try (raw) {
                raw.shutdownOutput();
                raw.setSoTimeout(1_000);
                raw.getInputStream().skip(Long.MAX_VALUE);
            } catch (SocketTimeoutException | SocketException e) {
                // It goes on sending, or is gone.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** RST. */
        void abort() throws IOException {
            raw.setSoLinger(true, 0);
            raw.close();
        }
    }
}

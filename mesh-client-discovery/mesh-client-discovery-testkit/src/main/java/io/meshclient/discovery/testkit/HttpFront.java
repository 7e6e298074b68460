package io.meshclient.discovery.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a discovery and a registry that speaks HTTP/1.1 without TLS, real or not, and makes its answers bad
 * ones. It passes on GETs, each over a connection of its own, and whatever comes back as it comes, streams included. For
 * {@link DiscoverySuite#answer}. Safe for use by many threads.
 */
public final class HttpFront implements AutoCloseable {

    static final String THREADS = "http-front";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_REMEMBERED = 1 << 16;

    private final URI registry;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition noted = lock.newCondition();
    private @Nullable BadAnswer bad; // guarded by lock; null: passes on
    private String otherTypes = ""; // guarded by lock
    private BadAnswers good = BadAnswers.OF_NOTHING; // guarded by lock; what was passed on last
    private long asked; // guarded by lock
    private long passedOn; // guarded by lock
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, THREADS);
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Stands before a registry, on a port of its own of 127.0.0.1.
     *
     * @param registry {@code http://host:port}, which need not be there yet
     */
    public HttpFront(String registry) {
        this.registry = URI.create(registry);
        try {
            server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /**
     * Where it is asked in the registry's stead.
     *
     * @return {@code http://127.0.0.1:port}
     */
    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /**
     * How often it was asked.
     *
     * @return grows with each question, whatever was answered
     */
    public long asked() {
        lock.lock();
        try {
            return asked;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What it has done for its clients so far, for {@link DiscoverySuite#work}.
     *
     * @return grows with each question, and with each piece of a stream that was passed on
     */
    public long work() {
        lock.lock();
        try {
            return asked + passedOn;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Breaks off what is under way, answers badly from now on, and waits until the first question has come.
     *
     * @param how it answers
     * @param otherTypes what {@link BadAnswer#WRONG_TYPES} says: good JSON that no such registry would send
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalStateException if no question comes for 20 s
     */
    public void answer(BadAnswer how, String otherTypes) throws InterruptedException {
        become(how, otherTypes);
        lock.lock();
        try {
            long before = asked;
            long left = PATIENCE.toNanos();
            while (asked == before) {
                if (left <= 0) {
                    throw new IllegalStateException("Nobody has asked for " + PATIENCE);
                }
                left = noted.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Answers as the registry does, from now on; bad answers that are under way are broken off. */
    public void passOn() {
        lock.lock();
        try {
            if (bad == null) {
                return;
            }
        } finally {
            lock.unlock();
        }
        become(null, "");
    }

    private void become(@Nullable BadAnswer how, String types) {
        lock.lock();
        try {
            bad = how;
            otherTypes = types;
        } finally {
            lock.unlock();
        }
        open.forEach(HttpFront::end);
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket client = server.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    private void serve(Socket client) {
        try (client) {
            String question = HttpHead.read(client.getInputStream());
            if (!question.isEmpty()) {
                note(() -> asked++);
                answer(question, client);
            }
        } catch (IOException e) {
            // Either side has gone; the other hears of it by the end of its connection.
        } catch (RejectedExecutionException e) {
            // It is closed.
        } finally {
            open.remove(client);
        }
    }

    private void note(Runnable what) {
        lock.lock();
        try {
            what.run();
            noted.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void answer(String question, Socket client) throws IOException {
        BadAnswer how;
        BadAnswers answers;
        String types;
        lock.lock();
        try {
            how = bad;
            answers = good;
            types = otherTypes;
        } finally {
            lock.unlock();
        }
        if (how == null) {
            forward(question, client);
        } else {
            answers.write(how, question, types, client.getOutputStream());
        }
    }

    private void forward(String question, Socket client) throws IOException {
        Socket there = new Socket(registry.getHost(), registry.getPort());
        open.add(there);
        try (there) {
            threads.execute(() -> endWith(client, there));
            there.getOutputStream().write(HttpHead.bytes(HttpHead.closing(question)));
            InputStream in = there.getInputStream();
            String head = HttpHead.closing(HttpHead.read(in));
            client.getOutputStream().write(HttpHead.bytes(head));
            stream(head, in, client.getOutputStream());
        } finally {
            open.remove(there);
        }
    }

    /** Who has gone is told nothing more, and the registry has its question taken back. */
    private static void endWith(Socket client, Socket there) {
        try (there) {
            while (client.getInputStream().read() >= 0) {
                // Nothing more is asked over this connection.
            }
        } catch (IOException e) {
            // It has ended all the same.
        }
    }

    private void stream(String head, InputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        byte[] piece = new byte[1 << 14];
        try {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                note(() -> passedOn++);
                out.write(piece, 0, count);
                passed.write(piece, 0, passed.size() < MOST_REMEMBERED ? count : 0);
            }
        } finally {
            if (passed.size() > 0) {
                note(() -> good = new BadAnswers(head, passed.toByteArray()));
            }
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Then it is closed already.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(HttpFront::end);
        threads.shutdownNow();
    }
}

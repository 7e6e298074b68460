package io.meshclient.samples.shop.load;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Counts the requests that went out to each port in each second, by an ordinary OkHttp network interceptor.
 *
 * <p>The same one sits in both clients. It sees every attempt that had a connection, so also those whose answer was
 * thrown away by a retry.
 */
public final class Sent implements Interceptor {
    private final Map<PortSecond, LongAdder> counts = new ConcurrentHashMap<>();
    private volatile long startNanos = System.nanoTime();

    /** Sets second 0. What was sent before is forgotten. */
    public void startAt(long nanos) {
        startNanos = nanos;
        counts.clear();
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Connection connection = chain.connection();
        if (connection != null) {
            // the mesh's route shows the logical host and port; the socket knows where it is connected
            count(connection.socket().getPort());
        }
        return chain.proceed(chain.request());
    }

    private void count(int port) {
        int second = (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
        counts.computeIfAbsent(new PortSecond(port, second), key -> new LongAdder())
                .increment();
    }

    List<Count> counts() {
        return counts.entrySet().stream()
                .map(entry -> new Count(
                        entry.getKey().port(),
                        entry.getKey().second(),
                        entry.getValue().sum()))
                .toList();
    }

    private record PortSecond(int port, int second) {}

    /** So many requests to this port in this second after the first arrival. */
    public record Count(int port, int second, long requests) {
        private static final int FIELDS = 3;

        String toLine() {
            return port + "," + second + "," + requests;
        }

        static Count ofLine(String line) {
            String[] fields = line.split(",", FIELDS);
            return new Count(Integer.parseInt(fields[0]), Integer.parseInt(fields[1]), Long.parseLong(fields[2]));
        }
    }
}

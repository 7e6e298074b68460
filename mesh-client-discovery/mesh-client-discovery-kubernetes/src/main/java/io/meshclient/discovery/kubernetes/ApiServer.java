package io.meshclient.discovery.kubernetes;

import io.meshclient.time.MeshRuntime;
import io.meshclient.time.Timers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The API server as it is asked: GETs on one client of our own, which shares a connection among all watches where the
 * server speaks HTTP/2. Safe for use by many threads.
 */
final class ApiServer implements AutoCloseable {

    /** A connection that answers no ping is dead: found within twice this time, where HTTP/2 is spoken. */
    private static final Duration PING = Duration.ofSeconds(20);

    /** How long after its time a watch may still end by itself. */
    private static final Duration MARGIN = Duration.ofSeconds(15);

    private static final long LONGEST_RETRY_AFTER = 60;
    private static final int MOST_OF_A_STATUS = 64 << 10;

    private final Access.Source source;
    private final Duration timeout;
    private final MeshRuntime runtime;
    private final OkHttpClient base;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Secured secured; // guarded by lock

    ApiServer(Access.Source source, Duration timeout, MeshRuntime runtime, ExecutorService threads) {
        this.source = source;
        this.timeout = timeout;
        this.runtime = runtime;
        this.base = new OkHttpClient.Builder()
                .dispatcher(new Dispatcher(threads))
                .connectionPool(new ConnectionPool(2, 10, TimeUnit.SECONDS))
                .connectTimeout(timeout)
                .readTimeout(Duration.ZERO) // each call has its own limit
                .pingInterval(PING)
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
    }

    /** A client and what it was made for. */
    private record Secured(Access.Tls tls, OkHttpClient client) {}

    /** Asks for something that comes as a whole; all of it has to come in time. */
    Response get(Function<Access, HttpUrl> url, CallSlot slot) throws IOException {
        return ask(url, slot, timeout);
    }

    /** Asks for something that goes on for some time; only its beginning has to come in time. */
    Response stream(Function<Access, HttpUrl> url, CallSlot slot, Duration length) throws IOException {
        return ask(url, slot, length.plus(MARGIN));
    }

    private Response ask(Function<Access, HttpUrl> url, CallSlot slot, Duration limit) throws IOException {
        Access access = source.read();
        Response response = send(access, url, slot, limit);
        if (response.code() == 401) {
            Access renewed = source.read();
            if (!renewed.equals(access)) { // the token was rotated this moment
                response.close();
                response = send(renewed, url, slot, limit);
            }
        }
        if (response.code() == 200) {
            return response;
        }
        try (Response refused = response) {
            throw refusal(refused);
        }
    }

    private Response send(Access access, Function<Access, HttpUrl> url, CallSlot slot, Duration limit)
            throws IOException {
        Request.Builder request = new Request.Builder()
                .url(url.apply(access))
                .header("Accept", "application/json")
                .header("User-Agent", "mesh-client");
        if (access.token() != null) {
            request.header("Authorization", "Bearer " + access.token());
        }
        Call call = client(access.tls()).newCall(request.build());
        call.timeout().timeout(limit.toNanos(), TimeUnit.NANOSECONDS);
        AtomicBoolean late = new AtomicBoolean();
        Timers.Timer begins = runtime.timers().schedule(timeout.toNanos(), () -> {
            late.set(true);
            call.cancel();
        });
        try {
            return slot.enter(call).execute();
        } catch (IOException e) {
            if (late.get() || e instanceof InterruptedIOException) {
                throw new IOException("The API server at " + access.server() + " did not answer within " + timeout, e);
            }
            throw new IOException("The API server at " + access.server() + " cannot be asked: " + e, e);
        } finally {
            begins.cancel();
        }
    }

    private OkHttpClient client(Access.Tls tls) throws IOException {
        lock.lock();
        try {
            Secured known = secured;
            if (known == null || !known.tls.equals(tls)) {
                OkHttpClient.Builder client = base.newBuilder();
                TlsSockets.apply(tls, client);
                known = new Secured(tls, client.build());
                secured = known;
            }
            return known.client;
        } finally {
            lock.unlock();
        }
    }

    private static ApiException refusal(Response response) {
        int status = response.code();
        String help = switch (status) {
            case 401 -> "; the token or client certificate is not accepted";
            case 403 ->
                "; the Role in META-INF/mesh-client/kubernetes/rbac.yaml allows it (list and watch of endpointslices)";
            default -> response.isRedirect() ? "; redirects are not followed" : "";
        };
        String asked = response.request().url().encodedPath();
        return new ApiException(
                status,
                retryAfter(response),
                "The API server answered " + status + " to " + asked + message(response) + help);
    }

    /** What a Status says; nothing of any other body. */
    private static String message(Response response) {
        try {
            JsonReader json = new JsonReader(new BoundedInput(response.body().source(), MOST_OF_A_STATUS, () -> {}));
            String message = JsonReader.reading(
                    () -> json.next() ? new SliceReader(json).read().message() : "");
            return message.isEmpty() ? "" : ": " + message;
        } catch (IOException e) {
            return ""; // a proxy's page, or nothing
        }
    }

    private static long retryAfter(Response response) {
        String seconds = response.header("Retry-After", "");
        boolean number = seconds != null && seconds.matches("\\d{1,9}");
        return number ? Math.min(LONGEST_RETRY_AFTER, Long.parseLong(seconds)) : 0;
    }

    @Override
    public void close() {
        base.connectionPool().evictAll();
    }
}

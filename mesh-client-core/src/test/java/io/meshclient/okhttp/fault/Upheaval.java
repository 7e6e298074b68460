package io.meshclient.okhttp.fault;

import io.meshclient.EndpointView;
import io.meshclient.Mesh;
import io.meshclient.ServiceView;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.OpenSockets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.internal.connection.RealCall;

/** A mesh with callers, servers and configurations at random; and what is left of it when they are done. */
final class Upheaval implements AutoCloseable {

    private static final int SERVERS = 3;
    private static final int CALLERS = 6;

    private final LeakRule leaks;
    private final Random random;
    private final RandomServers servers;
    private final RandomConfigs configs;
    private final PushedEndpoints pushed;
    private final EndsHeard heard = new EndsHeard();
    private final Mesh mesh;
    private final Set<Dispatcher> dispatchers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService chaos = Executors.newScheduledThreadPool(2);
    private final RandomCalls calls;
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean stopped;

    Upheaval(LeakRule leaks, long seed) {
        this.leaks = leaks;
        random = new Random(seed);
        servers = new RandomServers(leaks, random.nextLong(), SERVERS);
        configs = new RandomConfigs(random.nextLong(), servers.http1());
        pushed = new PushedEndpoints(servers.http2());
        mesh = leaks.mesh(Mesh.builder()
                .config(configs.next())
                .discovery("pushed", pushed)
                .observer(heard)
                .build());
        calls = new RandomCalls(client(Protocol.HTTP_1_1), client(Protocol.H2_PRIOR_KNOWLEDGE), chaos);
    }

    private OkHttpClient client(Protocol protocol) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequestsPerHost(64);
        dispatchers.add(dispatcher);
        OkHttpClient plain = new OkHttpClient.Builder()
                .protocols(List.of(protocol))
                .dispatcher(dispatcher)
                .readTimeout(Duration.ofMillis(700))
                .addNetworkInterceptor(chain -> {
                    dispatchers.add(((RealCall) chain.call()).getClient().dispatcher()); // that of attempts
                    return chain.proceed(chain.request());
                })
                .build();
        return mesh.wrap(leaks.client(plain));
    }

    /** Callers begin, and go on as long as that holds and nobody has them finish. */
    void start(BooleanSupplier goesOn) throws Exception {
        BooleanSupplier still = () -> !stopped && goesOn.getAsBoolean();
        ExecutorService platform = closing(Executors.newCachedThreadPool());
        ExecutorService virtual = virtualThreads(platform);
        for (int i = 0; i < CALLERS; i++) {
            Random dice = new Random(random.nextLong());
            running.add((i % 2 == 0 ? platform : virtual).submit(() -> calls.execute(dice, still)));
        }
        Random dice = new Random(random.nextLong());
        running.add(platform.submit(() -> {
            calls.enqueue(dice, still);
            return null;
        }));
    }

    private ExecutorService closing(ExecutorService threads) {
        leaks.closing(threads::shutdownNow);
        return threads;
    }

    /** Others before JDK 21. */
    private ExecutorService virtualThreads(ExecutorService others) throws ReflectiveOperationException {
        try {
            return closing((ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
        } catch (NoSuchMethodException before21) {
            return others;
        }
    }

    /** Changes one thing after another until then. */
    void change(long end) {
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(500 + random.nextInt(20_000)));
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> mesh.update(configs.next());
                case 3, 4 -> pushed.push(random);
                case 5 -> servers.dropConnections(random.nextInt(SERVERS));
                case 6 -> mesh.view();
                default -> pushed.fail();
            }
        }
    }

    /** No further call begins; returns when all have ended. */
    void finish() throws Exception {
        stopped = true;
        for (Future<?> each : running) {
            try {
                each.get(20, TimeUnit.SECONDS);
            } catch (TimeoutException hangs) {
                throw new AssertionError("A caller hangs:\n" + stacks(), hangs);
            }
        }
    }

    private static String stacks() {
        StringBuilder all = new StringBuilder();
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            all.append(each.getKey()).append('\n');
            Arrays.stream(each.getValue())
                    .limit(25)
                    .forEach(line -> all.append("  ").append(line).append('\n'));
        }
        return all.toString();
    }

    /** Closes the mesh, and tells how long that took. */
    Duration closeMesh() {
        long start = System.nanoTime();
        mesh.close();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** What is still taken of what calls give back. */
    List<String> underWay() {
        List<String> left = new ArrayList<>();
        for (ServiceView service : mesh.view().services()) {
            if (service.callsInFlight() != 0) {
                left.add(service.name() + " has " + service.callsInFlight() + " calls");
            }
            for (EndpointView endpoint : service.endpoints()) {
                if (endpoint.inFlight() != 0) {
                    left.add(service.name() + " " + endpoint.key() + " has " + endpoint.inFlight());
                }
            }
        }
        double retries = mesh.view().service("stock").retryBudget();
        if (retries != RandomConfigs.STOCK_RETRIES) {
            left.add("stock can retry " + retries + " times");
        }
        return left;
    }

    /** Our sides of connections to the servers, who have not closed theirs. */
    List<String> connected() {
        List<String> ports = new ArrayList<>();
        for (List<String> some : List.of(servers.http1(), servers.http2())) {
            some.forEach(endpoint -> ports.add(" to port " + endpoint.substring(endpoint.indexOf(':') + 1) + ","));
        }
        return OpenSockets.now().values().stream()
                .filter(socket -> ports.stream().anyMatch(socket::contains))
                .toList();
    }

    /** What callers, observers and dispatchers have to say when all is over. */
    List<String> complaints() {
        List<String> all = new ArrayList<>(heard.complaints());
        all.addAll(calls.complaints());
        for (Dispatcher each : dispatchers) {
            if (each.runningCallsCount() + each.queuedCallsCount() != 0) {
                all.add("a dispatcher runs " + each.runningCalls() + " and has queued " + each.queuedCalls());
            }
        }
        if (calls.answered() == 0) {
            all.add("no call was answered");
        }
        return all;
    }

    @Override
    public void close() {
        stopped = true;
        chaos.shutdownNow();
    }

    @Override
    public String toString() {
        return calls.begun() + " calls, " + calls.answered() + " answered; " + heard.attempts() + " attempts, "
                + heard.hedges() + " of them hedges";
    }
}

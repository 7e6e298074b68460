package io.meshclient.okhttp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.cluster.Cluster;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.observe.MeshObserver;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.policy.ConnectionBuilder;
import io.meshclient.policy.ConnectionPolicy;
import io.meshclient.policy.MeshConfig;
import io.meshclient.testing.VirtualTime;
import io.meshclient.time.MeshRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many clients are derived for the attempts at one endpoint, and how many are kept. */
class EndpointBindingTest {

    private static final ConnectionPolicy CONNECTIONS = connections(c -> {});

    private final OkHttpClient base = new OkHttpClient();
    private final Front front = new Front(base, new Nothing());
    private final EndpointAddress address =
            new EndpointAddress(Endpoint.parse("backend.internal:80"), Dns.SYSTEM, new VirtualTime());
    private final EndpointBinding binding = new EndpointBinding(front, address);

    /** What an interceptor of such a client is given. */
    private Interceptor.Chain chain(UnaryOperator<OkHttpClient.Builder> edit) {
        AtomicReference<Interceptor.Chain> given = new AtomicReference<>();
        OkHttpClient client = edit.apply(base.newBuilder())
                .addInterceptor(chain -> {
                    given.set(chain);
                    return new Response.Builder()
                            .request(chain.request())
                            .protocol(Protocol.HTTP_1_1)
                            .code(200)
                            .message("OK")
                            .build();
                })
                .build();
        try {
            client.newCall(new Request.Builder().url("http://orders/").build())
                    .execute()
                    .close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return requireNonNull(given.get());
    }

    private static ConnectionPolicy connections(Consumer<ConnectionBuilder> edit) {
        MeshConfig mesh = MeshConfig.builder()
                .service("orders", orders -> orders.endpoints("127.0.0.1:1").connection(edit))
                .build();
        return requireNonNull(mesh.services().get("orders")).connection();
    }

    private Interceptor.Chain reading(int millis) {
        return chain(okhttp -> okhttp.readTimeout(millis, TimeUnit.MILLISECONDS));
    }

    private OkHttpClient attempts(Interceptor.Chain chain) {
        return binding.pool(CONNECTIONS, 0).client(chain, 1_000, 0, false);
    }

    @Test
    void eachGroupOfSettingsIsDerivedOnce() {
        List<Interceptor.Chain> groups =
                List.of(reading(1), reading(2), reading(3), reading(4), reading(5), reading(6));
        Set<OkHttpClient> derived = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int round = 0; round < 10; round++) {
            groups.forEach(chain -> derived.add(attempts(chain)));
        }
        assertThat(derived).hasSize(6);
        assertThat(attempts(reading(4)).readTimeoutMillis()).isEqualTo(4);
    }

    @Test
    void aTimeoutForEachCallNeitherLeaksNorTouchesTheUsualClient() {
        OkHttpClient usual = attempts(chain(okhttp -> okhttp));
        WeakReference<OkHttpClient> early = new WeakReference<>(attempts(reading(77)));
        for (int millis = 100; millis < 300; millis++) {
            assertThat(attempts(reading(millis)).readTimeoutMillis()).isEqualTo(millis);
        }
        assertThat(attempts(chain(okhttp -> okhttp))).isSameAs(usual);
        await().until(() -> {
            System.gc();
            return early.get() == null;
        });
    }

    @Test
    void manyThreadsThatBeginTogetherShareConnections() throws InterruptedException {
        Set<Dns> partitions = Collections.synchronizedSet(new HashSet<>());
        Interceptor.Chain chain = chain(okhttp -> okhttp);
        CountDownLatch done = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            new Thread(() -> {
                        partitions.add(attempts(chain).dns());
                        done.countDown();
                    })
                    .start();
        }
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(partitions).hasSize(1);
    }

    @Test
    void aClientThatIsMadeAgainFindsItsConnections() {
        Dns other = host -> List.of();
        OkHttpClient before = attempts(chain(okhttp -> okhttp.dns(other)));
        attempts(chain(okhttp -> okhttp));
        for (int millis = 100; millis < 200; millis++) {
            attempts(reading(millis));
        }
        OkHttpClient after = attempts(chain(okhttp -> okhttp.dns(other).readTimeout(1, TimeUnit.MILLISECONDS)));

        assertThat(after).isNotSameAs(before);
        assertThat(after.dns()).isEqualTo(before.dns()).isNotEqualTo(address);
        assertThat(after.sslSocketFactory()).isEqualTo(before.sslSocketFactory());
        assertThat(after.hostnameVerifier()).isEqualTo(before.hostnameVerifier());
        assertThat(after.certificatePinner()).isEqualTo(before.certificatePinner());
        assertThat(after.connectionPool()).isSameAs(before.connectionPool());
    }

    private int pingMillis(OkHttpClient wrapped, Consumer<ConnectionBuilder> edit) {
        EndpointBinding bound = new EndpointBinding(new Front(wrapped, new Nothing()), address);
        return bound.pool(connections(edit), 0)
                .client(chain(okhttp -> okhttp), 1_000, 0, false)
                .pingIntervalMillis();
    }

    @Test
    void pingsAreSentAsTheMeshSaysOrTheFrontOrEachTenSeconds() {
        OkHttpClient own = base.newBuilder().pingInterval(Duration.ofSeconds(7)).build();
        assertThat(pingMillis(base, c -> {})).isEqualTo(10_000);
        assertThat(pingMillis(own, c -> {})).isEqualTo(7_000);
        assertThat(pingMillis(own, c -> c.pingInterval(Duration.ofSeconds(3)))).isEqualTo(3_000);
        assertThat(pingMillis(own, c -> c.pingInterval(Duration.ZERO))).isZero();
        assertThat(pingMillis(base, c -> c.pingInterval(Duration.ofNanos(1)))).isOne();
        assertThat(pingMillis(base, c -> c.pingInterval(Duration.ofDays(365)))).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void connectionsStayWhenAConfigurationIsSwappedThatSaysTheSameOfThem() {
        EndpointPool before = binding.pool(CONNECTIONS, 0);
        assertThat(binding.pool(connections(c -> c.maxAge(Duration.ofSeconds(1)).maxTimeouts(7)), 0))
                .isSameAs(before);
        assertThat(before.policy().maxTimeouts()).isEqualTo(7);
        assertThat(binding.pool(connections(c -> c.maxIdle(1)), 0)).isNotSameAs(before);
        assertThat(before.isRetired()).isTrue();
        assertThat(front.pools()).as("the old one had no connection").hasSize(1);
        binding.release();
        assertThat(front.pools()).isEmpty();
    }

    @Test
    void endpointsShareNoConnectionsWhateverTheirNames() {
        EndpointAddress twin =
                new EndpointAddress(Endpoint.parse("backend.internal:80"), Dns.SYSTEM, new VirtualTime());
        assertThat(twin).isNotEqualTo(address);
    }

    /** A mesh of which only what bindings ask is there. */
    private static final class Nothing implements Directory {
        @Override
        public @Nullable Cluster find(String host) {
            return null;
        }

        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public @Nullable RefusalReason refusal(String host) {
            return null;
        }

        @Override
        public boolean closed() {
            return false;
        }

        @Override
        public void callReturned() {}

        @Override
        public MeshRuntime runtime() {
            return new VirtualTime().runtime();
        }

        @Override
        public MeshObserver observer() {
            return new MeshObserver() {};
        }

        @Override
        public void configureAttempts(OkHttpClient.Builder attempts) {}

        @Override
        public Executor attemptThreads() {
            return Runnable::run;
        }

        @Override
        public @Nullable Substitute fallback(String service) {
            return null;
        }
    }
}

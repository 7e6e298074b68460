package io.meshclient.okhttp.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshclient.outcome.MeshRefusedException;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import mockwebserver3.MockWebServer;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where connections go: endpoints, names, proxies, and hosts that are no service. */
class AddressesTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final MockWebServer server = leaks.server();

    private TestMesh named() {
        return new TestMesh(leaks)
                .with(mesh ->
                        mesh.service("orders", orders -> orders.endpoints("backend.internal:" + server.getPort())));
    }

    @ParameterizedTest
    @EnumSource
    void theUsersDnsResolvesEndpointsAndNeverLogicalHosts(How how) throws IOException {
        server.enqueue(Http.ok("a"));
        List<String> asked = new CopyOnWriteArrayList<>();
        Dns dns = host -> {
            asked.add(host);
            return List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
        };

        assertThat(Http.text(how.run(Http.call(named().client(okhttp -> okhttp.dns(dns)), "http://orders/"))))
                .isEqualTo("a");

        assertThat(asked).containsOnly("backend.internal");
    }

    @Test
    void anUnknownEndpointNameIsAConnectFailure() {
        Dns dns = host -> {
            throw new UnknownHostException(host);
        };
        OkHttpClient client = named().client(okhttp -> okhttp.dns(dns));

        assertThatThrownBy(() -> Http.call(client, "http://orders/").execute())
                .hasRootCauseInstanceOf(UnknownHostException.class)
                .hasMessageContaining("backend.internal");
    }

    @Test
    void anIpv6Endpoint() throws IOException {
        InetAddress loopback = Inet6Address.getByName("::1");
        MockWebServer six = new MockWebServer();
        try {
            six.start(loopback, 0);
        } catch (IOException e) {
            assumeTrue(false, "no IPv6 here");
        }
        leaks.closing(six);
        six.enqueue(Http.ok("six"));
        OkHttpClient client = new TestMesh(leaks)
                .with(mesh -> mesh.service("orders", orders -> orders.endpoints("[::1]:" + six.getPort())))
                .client();

        assertThat(Http.text(Http.call(client, "http://orders/").execute())).isEqualTo("six");
    }

    @ParameterizedTest
    @EnumSource
    void aLogicalHostThatIsAnIpAddress(How how) throws IOException {
        server.enqueue(Http.ok("a"));
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", orders -> orders.hosts("10.9.8.7"), server)
                .client();

        assertThat(Http.text(how.run(Http.call(client, "http://10.9.8.7/")))).isEqualTo("a");
        assertThat(Http.taken(server).getHeaders().get("Host")).isEqualTo("10.9.8.7");
    }

    @Test
    void theLogicalPortIsSentAndIgnored() throws IOException {
        server.enqueue(Http.ok("a"));
        OkHttpClient client = new TestMesh(leaks).service("orders", server).client();

        Http.call(client, "http://orders:8443/").execute().close();

        assertThat(Http.taken(server).getHeaders().get("Host")).isEqualTo("orders:8443");
    }

    @Test
    void proxiesAreForOtherHostsOnly() throws IOException {
        MockWebServer proxy = leaks.server();
        proxy.enqueue(Http.answer(407, ""));
        proxy.enqueue(Http.ok("by proxy"));
        server.enqueue(Http.ok("direct"));
        Authenticator credentials = (route, response) -> response.request()
                .newBuilder()
                .header("Proxy-Authorization", "secret")
                .build();
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", server)
                .client(okhttp -> okhttp.proxy(proxy.getProxyAddress()).proxyAuthenticator(credentials));

        assertThat(Http.text(Http.call(client, "http://orders/").execute())).isEqualTo("direct");
        assertThat(Http.text(Http.call(client, "http://elsewhere.example/").execute()))
                .isEqualTo("by proxy");
        assertThat(Http.taken(server).getRequestLine()).isEqualTo("GET / HTTP/1.1");
    }

    @Test
    void proxySelectorsAreAskedForOtherHostsOnly() throws IOException {
        server.enqueue(Http.ok("direct"));
        server.enqueue(Http.ok("other"));
        List<URI> asked = new CopyOnWriteArrayList<>();
        ProxySelector selector = new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                asked.add(uri);
                return List.of(Proxy.NO_PROXY);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        };
        OkHttpClient client =
                new TestMesh(leaks).service("orders", server).client(okhttp -> okhttp.proxySelector(selector));

        Http.call(client, "http://orders/").execute().close();
        assertThat(asked).isEmpty();
        Http.call(client, Http.location(server, "/")).execute().close();
        assertThat(asked).hasSize(1);
    }

    @Test
    void socketFactoryAndPoolOfTheUserAreForOtherHostsOnly() throws IOException {
        server.enqueue(Http.ok("direct"));
        server.enqueue(Http.ok("other"));
        AtomicInteger made = new AtomicInteger();
        SocketFactory sockets = new Counting(made);
        ConnectionPool pool = new ConnectionPool();
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", server)
                .client(okhttp -> okhttp.socketFactory(sockets).connectionPool(pool));

        Http.text(Http.call(client, "http://orders/").execute());
        assertThat(made).hasValue(0);
        assertThat(pool.connectionCount()).isZero();
        Http.text(Http.call(client, Http.location(server, "/")).execute());
        assertThat(made).hasValue(1);
        assertThat(pool.connectionCount()).isEqualTo(1);
    }

    @Test
    void whatAChainSaysOfSocketsPoolsProxiesAndResendsIsTheMeshsOwn() throws IOException {
        server.enqueue(Http.ok("direct"));
        AtomicInteger made = new AtomicInteger();
        ConnectionPool pool = new ConnectionPool();
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", server)
                .client(okhttp -> okhttp.addInterceptor(chain -> chain.withSocketFactory(new Counting(made))
                        .withConnectionPool(pool)
                        .withProxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", 1)))
                        .withProxySelector(ProxySelector.getDefault())
                        .withProxyAuthenticator(Authenticator.NONE)
                        .withRetryOnConnectionFailure(true)
                        .proceed(chain.request())));

        assertThat(Http.text(Http.call(client, "http://orders/").execute())).isEqualTo("direct");
        assertThat(made).hasValue(0);
        assertThat(pool.connectionCount()).isZero();
    }

    @Test
    void aChainsDnsResolvesEndpoints() throws IOException {
        server.enqueue(Http.ok("a"));
        Dns dns = host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
        OkHttpClient client = named().client(okhttp ->
                okhttp.addInterceptor(chain -> chain.withDns(dns).proceed(chain.request())));

        assertThat(Http.text(Http.call(client, "http://orders/").execute())).isEqualTo("a");
    }

    @Test
    void aDerivedClientsDnsResolvesEndpoints() throws IOException {
        server.enqueue(Http.ok("a"));
        server.enqueue(Http.ok("b"));
        AtomicInteger firsts = new AtomicInteger();
        AtomicInteger seconds = new AtomicInteger();
        OkHttpClient client = named().client(okhttp -> okhttp.dns(loopback(firsts)));
        OkHttpClient derived = client.newBuilder().dns(loopback(seconds)).build();

        Http.text(Http.call(client, "http://orders/").execute());
        Http.text(Http.call(derived, "http://orders/").execute());

        assertThat(firsts).hasPositiveValue();
        assertThat(seconds).hasPositiveValue();
    }

    private static Dns loopback(AtomicInteger asked) {
        return host -> {
            asked.incrementAndGet();
            return List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
        };
    }

    @ParameterizedTest
    @EnumSource
    void otherHostsGoStraightThrough(How how) throws IOException {
        server.enqueue(Http.answer(503, "untouched"));
        OkHttpClient client = new TestMesh(leaks).service("orders", server).client();

        var response = how.run(Http.call(client, Http.location(server, "/")));

        assertThat(io.meshclient.Mesh.reportOf(response)).isNull();
        assertThat(response.code()).isEqualTo(503);
        assertThat(Http.text(response)).isEqualTo("untouched");
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void strictRefusesOtherHosts(How how) {
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", server)
                .with(mesh -> mesh.strict(true))
                .client();

        assertThatThrownBy(() -> how.run(Http.call(client, Http.location(server, "/"))))
                .isInstanceOfSatisfying(
                        MeshRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(RefusalReason.UNKNOWN_SERVICE));
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void aDisabledMeshLetsEverythingThrough() throws IOException {
        server.enqueue(Http.ok("plain"));
        Dns dns = host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", server)
                .with(mesh -> mesh.enabled(false))
                .client(okhttp -> okhttp.dns(dns));

        assertThat(Http.text(Http.call(client, "http://orders:" + server.getPort() + "/")
                        .execute()))
                .isEqualTo("plain");
    }

    /** Counts the sockets made. */
    private static final class Counting extends SocketFactory {
        private final AtomicInteger made;

        Counting(AtomicInteger made) {
            this.made = made;
        }

        @Override
        public java.net.Socket createSocket() {
            made.incrementAndGet();
            return new java.net.Socket();
        }

        @Override
        public java.net.Socket createSocket(String host, int port) throws IOException {
            return new java.net.Socket(host, port);
        }

        @Override
        public java.net.Socket createSocket(String host, int port, InetAddress local, int localPort)
                throws IOException {
            return new java.net.Socket(host, port, local, localPort);
        }

        @Override
        public java.net.Socket createSocket(InetAddress host, int port) throws IOException {
            return new java.net.Socket(host, port);
        }

        @Override
        public java.net.Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
                throws IOException {
            return new java.net.Socket(host, port, local, localPort);
        }
    }
}

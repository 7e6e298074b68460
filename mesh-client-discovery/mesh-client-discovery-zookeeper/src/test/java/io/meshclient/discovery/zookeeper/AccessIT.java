package io.meshclient.discovery.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.time.MeshRuntime;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.tls.HeldCertificate;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may read: access lists, TLS with an authority of its own, a chroot; over real servers. */
final class AccessIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final MeshRuntime runtime = MeshRuntime.system();
    private final Told told = new Told();
    private ZooKeeperServer server;

    @BeforeEach
    void make() {
        server = new ZooKeeperServer(directory);
    }

    @AfterEach
    void end() {
        server.close();
        runtime.close();
    }

    private ZooKeeperDiscovery discovery(Map<String, String> more) {
        Map<String, String> values = new HashMap<>(Map.of("connect", server.connect()));
        values.putAll(more);
        return ZooKeeperDiscovery.of(values, runtime);
    }

    private void putOne(String base) throws Exception {
        try (Tree tree = new Tree(server.connect())) {
            tree.put(base + "/orders/a", Tree.curator("orders", "a", "10.0.0.1", 1));
        }
    }

    private void awaitFailure(Told told, String part) {
        await("a failure with " + part)
                .atMost(PATIENCE)
                .until(() -> told.failures().stream().anyMatch(failure -> failure.contains(part)));
    }

    @Test
    void nodesThatAreNotOpenToAllNeedTheDigest() throws Exception {
        server.start();
        putOne("/services");
        try (Tree tree = new Tree(server.connect())) {
            tree.client().addAuthInfo("digest", "mesh:geheim".getBytes(StandardCharsets.UTF_8));
            List<ACL> creatorOnly = ZooDefs.Ids.CREATOR_ALL_ACL;
            tree.client().setACL("/services/orders/a", creatorOnly, -1);
            tree.client().setACL("/services/orders", creatorOnly, -1);
        }
        try (ZooKeeperDiscovery without = discovery(Map.of());
                ZooKeeperDiscovery with = discovery(Map.of("auth", "digest:mesh:geheim"))) {
            Told other = new Told();
            without.subscribe("orders", told);
            awaitFailure(told, "mesh.client.discovery.zookeeper.auth");
            assertThat(told.sets()).isZero();

            with.subscribe("orders", other);
            await("the endpoint").atMost(PATIENCE).until(() -> other.keys().equals(List.of("10.0.0.1:1")));
            assertThat(other.failures()).isEmpty();
        }
    }

    @Test
    void aChrootIsTheRoot() throws Exception {
        server.start();
        putOne("/prod/eu/services");
        try (ZooKeeperDiscovery discovery = discovery(Map.of("connect", server.connect() + "/prod/eu"))) {
            discovery.subscribe("orders", told);
            await("the endpoint").atMost(PATIENCE).until(() -> told.keys().equals(List.of("10.0.0.1:1")));
        }
    }

    @Test
    void tlsTrustsTheGivenAuthorityAndNoOther() throws Exception {
        HeldCertificate authority =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        int securePort = ZooKeeperServer.freePort();
        server.with(
                        "secureClientPort=" + securePort,
                        "secureClientPortAddress=127.0.0.1",
                        "serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory",
                        "ssl.keyStore.location=" + keyAndCertificate(authority),
                        "ssl.clientAuth=none")
                .start();
        putOne("/services");
        Path trusted = write("ca.pem", authority.certificatePem());
        Path other = write(
                "other.pem",
                new HeldCertificate.Builder().certificateAuthority(0).build().certificatePem());
        Map<String, String> tls = Map.of("connect", "127.0.0.1:" + securePort, "tls", "true", "connect-timeout", "2s");
        Told untrusting = new Told();
        try (ZooKeeperDiscovery with = discovery(with(tls, trusted));
                ZooKeeperDiscovery without = discovery(with(tls, other))) {
            with.subscribe("orders", told);
            without.subscribe("orders", untrusting);
            await("the endpoint over TLS")
                    .atMost(PATIENCE)
                    .until(() -> told.keys().equals(List.of("10.0.0.1:1")));
            awaitFailure(untrusting, "no connection");
            assertThat(untrusting.sets()).isZero();
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread ->
                            thread.getName().toLowerCase(java.util.Locale.ROOT).contains("nioeventloop"))
                    .isNotEmpty()
                    .allMatch(Thread::isDaemon);
        }
    }

    @Test
    void aServerThatAsksForACertificateGetsTheClients() throws Exception {
        HeldCertificate authority =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        Path trusted = write("ca.pem", authority.certificatePem());
        int securePort = ZooKeeperServer.freePort();
        server.with(
                        "secureClientPort=" + securePort,
                        "secureClientPortAddress=127.0.0.1",
                        "serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory",
                        "ssl.keyStore.location=" + keyAndCertificate(authority),
                        "ssl.trustStore.location=" + trusted,
                        "ssl.hostnameVerification=false",
                        "ssl.clientAuth=need")
                .start();
        putOne("/services");
        HeldCertificate own = new HeldCertificate.Builder().signedBy(authority).build();
        Map<String, String> tls =
                with(Map.of("connect", "127.0.0.1:" + securePort, "tls", "true", "connect-timeout", "2s"), trusted);
        Map<String, String> p12 = new HashMap<>(tls);
        p12.put("key-store", p12(own).toString());
        p12.put("key-store-password", "geheim");
        Map<String, String> pem = new HashMap<>(tls);
        pem.put(
                "key-store",
                write("client.pem", own.privateKeyPkcs8Pem() + own.certificatePem())
                        .toString());
        Told nobody = new Told();
        try (ZooKeeperDiscovery without = discovery(tls)) {
            without.subscribe("orders", nobody);
            awaitFailure(nobody, "no connection");
            assertThat(nobody.sets()).isZero();
        }
        for (Map<String, String> store : List.of(p12, pem)) {
            Told somebody = new Told();
            try (ZooKeeperDiscovery with = discovery(store)) {
                with.subscribe("orders", somebody);
                await("the endpoint with " + store.get("key-store"))
                        .atMost(PATIENCE)
                        .until(() -> somebody.keys().equals(List.of("10.0.0.1:1")));
            }
        }
    }

    private Path p12(HeldCertificate own) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = "geheim".toCharArray();
        store.setKeyEntry("client", own.keyPair().getPrivate(), password, new Certificate[] {own.certificate()});
        Path file = directory.resolve("client.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
        return file;
    }

    private static Map<String, String> with(Map<String, String> tls, Path caFile) {
        Map<String, String> all = new HashMap<>(tls);
        all.put("ca-file", caFile.toString());
        return all;
    }

    private Path keyAndCertificate(HeldCertificate authority) throws Exception {
        HeldCertificate own = new HeldCertificate.Builder()
                .signedBy(authority)
                .addSubjectAlternativeName(InetAddress.getLoopbackAddress().getHostAddress())
                .addSubjectAlternativeName("localhost")
                .build();
        return write("server.pem", own.privateKeyPkcs8Pem() + own.certificatePem());
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text);
    }
}

package io.meshclient.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.meshclient.spring.autoconfigure.app.Orders;
import io.meshclient.spring.autoconfigure.app.ShopApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code spring.http.serviceclient.<group>.*} counts for a mesh client as for any other group. */
class GroupSettingsTest {

    @Test
    void theReadTimeoutOfAGroup() {
        CountDownLatch end = new CountDownLatch(1);
        try (Instance slow = new Instance()) {
            slow.handler = exchange -> await(end);
            try (ConfigurableApplicationContext context = start(
                    "--mesh.client.services.orders.endpoints=" + slow.key(),
                    "--mesh.client.services.orders.retry.enabled=false",
                    "--spring.http.serviceclient.orders.read-timeout=100ms")) {
                assertThat(catchThrowable(() -> context.getBean(Orders.class).item("7")))
                        .hasStackTraceContaining(SocketTimeoutException.class.getName());
            } finally {
                end.countDown();
            }
        }
    }

    @Test
    void theSslBundleOfAGroup() throws IOException {
        HeldCertificate certificate = certificate();
        HttpsServer server = serve(certificate);
        String[] withoutBundle = {
            "--mesh.client.services.orders.endpoints=127.0.0.1:"
                    + server.getAddress().getPort(),
            "--mesh.client.services.orders.scheme=https",
            "--mesh.client.services.orders.retry.enabled=false",
            "--spring.ssl.bundle.pem.ours.truststore.certificate=" + certificate.certificatePem()
        };
        try (ConfigurableApplicationContext context =
                start(append(withoutBundle, "--spring.http.serviceclient.orders.ssl.bundle=ours"))) {
            assertThat(context.getBean(Orders.class).item("7").servedBy()).isEqualTo("tls");
        }
        try (ConfigurableApplicationContext context = start(withoutBundle)) {
            assertThat(catchThrowable(() -> context.getBean(Orders.class).item("7")))
                    .hasStackTraceContaining(SSLHandshakeException.class.getName());
        } finally {
            server.stop(0);
        }
    }

    /** The second update shows that no connection of the first is reused: the server would answer on it. */
    @Test
    void anSslBundleThatIsReplacedCountsForTheNextCall() throws IOException {
        HeldCertificate ofServer = certificate();
        HttpsServer server = serve(ofServer);
        try (ConfigurableApplicationContext context = start(
                "--mesh.client.services.orders.endpoints=127.0.0.1:"
                        + server.getAddress().getPort(),
                "--mesh.client.services.orders.scheme=https",
                "--mesh.client.services.orders.outlier.enabled=false",
                "--spring.ssl.bundle.pem.ours.truststore.certificate="
                        + certificate().certificatePem(),
                "--spring.http.serviceclient.orders.ssl.bundle=ours")) {
            Orders orders = context.getBean(Orders.class);
            SslBundleRegistry bundles = context.getBean(SslBundleRegistry.class);
            assertThat(catchThrowable(() -> orders.item("7"))).isNotNull();
            bundles.updateBundle("ours", trusting(ofServer));
            assertThat(orders.item("7").servedBy()).isEqualTo("tls");
            bundles.updateBundle("ours", trusting(certificate()));
            assertThat(catchThrowable(() -> orders.item("7")))
                    .hasStackTraceContaining(SSLHandshakeException.class.getName());
        } finally {
            server.stop(0);
        }
    }

    private static SslBundle trusting(HeldCertificate certificate) {
        return SslBundle.of(
                new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate(certificate.certificatePem())));
    }

    private static HeldCertificate certificate() {
        return new HeldCertificate.Builder()
                .commonName("orders")
                .addSubjectAlternativeName("orders")
                .build();
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(ShopApplication.class)
                .web(WebApplicationType.NONE)
                .run(append(arguments, "--mesh.client.defaults.connect-timeout=10s"));
    }

    private static String[] append(String[] arguments, String last) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = last;
        return all;
    }

    private static HttpsServer serve(HeldCertificate certificate) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslContext()));
        server.createContext("/", exchange -> {
            byte[] json = "{\"id\":\"7\",\"servedBy\":\"tls\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, json.length);
            exchange.getResponseBody().write(json);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

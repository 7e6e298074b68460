package io.meshclient.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpHandler;
import io.meshclient.Mesh;
import io.meshclient.spring.autoconfigure.reactiverelay.ReactiveRelayApplication;
import io.meshclient.spring.autoconfigure.relay.RelayApplication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Three services over real connections: front and middle are Boot applications, and the last one tells what it was told. */
@Timeout(120)
class DeadlineChainTest {

    private static final String EXPECTED = "x-envoy-expected-rq-timeout-ms";
    private static final String TOMCAT =
            "org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<ConfigurableApplicationContext> services = new ArrayList<>();
    private final OkHttpClient outside =
            new OkHttpClient.Builder().readTimeout(Duration.ofSeconds(60)).build();
    private final Instance last = new Instance();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final CountDownLatch silence = new CountDownLatch(1);

    @AfterEach
    void stop() {
        silence.countDown();
        services.forEach(ConfigurableApplicationContext::close);
        last.close();
        outside.dispatcher().executorService().shutdown();
        outside.connectionPool().evictAll();
    }

    private HttpHandler answering(boolean atOnce) {
        return exchange -> {
            told.add(String.valueOf(exchange.getRequestHeaders().getFirst(EXPECTED)));
            if (!atOnce && !awaitEnd()) {
                throw new IOException("nobody ended the test");
            }
            byte[] text = "last".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
        };
    }

    private boolean awaitEnd() {
        try {
            return silence.await(100, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    private ConfigurableApplicationContext relay(Class<?> application, String next, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--mesh.client.inbound-deadline.enabled=true",
                "--mesh.client.defaults.call-timeout=50s",
                "--mesh.client.defaults.outlier.enabled=false",
                "--mesh.client.services.next.endpoints=" + next));
        arguments.addAll(List.of(more));
        boolean reactive = application == ReactiveRelayApplication.class;
        if (reactive) {
            arguments.add("--spring.autoconfigure.exclude=" + TOMCAT); // it is here for the others
        }
        ConfigurableApplicationContext service = new SpringApplicationBuilder(application)
                .web(reactive ? WebApplicationType.REACTIVE : WebApplicationType.SERVLET)
                .run(arguments.toArray(String[]::new));
        services.add(service);
        return service;
    }

    private static String key(ConfigurableApplicationContext service) {
        return "127.0.0.1:" + service.getEnvironment().getProperty("local.server.port");
    }

    private static int callsInFlight(ConfigurableApplicationContext service) {
        return service.getBean(Mesh.class).view().service("next").callsInFlight();
    }

    private static Request request(ConfigurableApplicationContext front, String millis) {
        Request.Builder request = new Request.Builder().url("http://" + key(front) + "/relay");
        return (millis.isEmpty() ? request : request.header(EXPECTED, millis)).build();
    }

    /** The first call through an application takes its time. */
    private void warmUp(ConfigurableApplicationContext front) throws Exception {
        last.handler = answering(true);
        try (Response response = outside.newCall(request(front, "")).execute()) {
            assertThat(response.body().string()).isEqualTo("last");
        }
        told();
    }

    private String told() throws InterruptedException {
        return String.valueOf(told.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void theLastOneSeesWhatIsReallyLeft() throws Exception {
        last.handler = answering(true);
        ConfigurableApplicationContext middle = relay(RelayApplication.class, last.key(), "--relay.work-millis=300");
        ConfigurableApplicationContext front = relay(RelayApplication.class, key(middle), "--relay.work-millis=200");
        try (Response response = outside.newCall(request(front, "30000")).execute()) {
            assertThat(response.body().string()).isEqualTo("last");
        }
        assertThat(Long.parseLong(told())).isBetween(1L, 29_500L);

        try (Response response = outside.newCall(request(front, "")).execute()) {
            assertThat(response.code()).isEqualTo(200);
        }
        assertThat(Long.parseLong(told()))
                .as("the front's own call timeout, less what the middle worked")
                .isBetween(30_001L, 49_700L);
    }

    @Test
    void whoHasTooLittleTimeLeftAsksNobody() throws Exception {
        ConfigurableApplicationContext middle = relay(RelayApplication.class, last.key(), "--relay.work-millis=3000");
        ConfigurableApplicationContext front = relay(RelayApplication.class, key(middle));
        warmUp(front);
        try (Response response = outside.newCall(request(front, "2500")).execute()) {
            assertThat(response.code()).isEqualTo(500);
        }
        RelayApplication.Relay served = middle.getBean(RelayApplication.Relay.class);
        await().atMost(LIMIT).until(() -> served.served.get() == 2 && callsInFlight(front) == 0);
        assertThat(told.poll(4, TimeUnit.SECONDS))
                .as("the middle has no caller any more")
                .isNull();
    }

    /** A servlet container does not tell that a caller has gone; the deadline does. */
    @Test
    void nobodyWorksLongerThanTheCallerWaits() throws Exception {
        ConfigurableApplicationContext middle = relay(RelayApplication.class, last.key());
        ConfigurableApplicationContext front = relay(RelayApplication.class, key(middle));
        warmUp(front);
        last.handler = answering(false);
        long start = System.nanoTime();
        Call call = outside.newCall(request(front, "3000"));
        call.enqueue(new Ignored());
        assertThat(Long.parseLong(told())).isLessThanOrEqualTo(3_000);
        call.cancel();
        await().atMost(LIMIT).until(() -> callsInFlight(middle) == 0 && callsInFlight(front) == 0);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("not the 50 s that the calls themselves may take")
                .isLessThan(LIMIT);
    }

    @Test
    void withWebFluxACancelTravelsDown() throws Exception {
        last.handler = answering(false);
        ConfigurableApplicationContext middle = relay(ReactiveRelayApplication.class, last.key());
        ConfigurableApplicationContext front = relay(ReactiveRelayApplication.class, key(middle));
        Call call = outside.newCall(request(front, ""));
        call.enqueue(new Ignored());
        assertThat(Long.parseLong(told())).isBetween(20_001L, 50_000L);
        assertThat(callsInFlight(middle)).isOne();
        call.cancel();
        await().atMost(LIMIT).until(() -> callsInFlight(front) == 0 && callsInFlight(middle) == 0);
    }

    @Test
    void withWebFluxTheLastOneSeesWhatIsLeftToo() throws Exception {
        last.handler = answering(true);
        ConfigurableApplicationContext middle = relay(ReactiveRelayApplication.class, last.key());
        ConfigurableApplicationContext front = relay(ReactiveRelayApplication.class, key(middle));
        try (Response response = outside.newCall(request(front, "30000")).execute()) {
            assertThat(response.body().string()).isEqualTo("last");
        }
        assertThat(Long.parseLong(told())).isBetween(1L, 30_000L);
    }

    private static final class Ignored implements Callback {
        @Override
        public void onFailure(Call call, IOException expected) {}

        @Override
        public void onResponse(Call call, Response response) {
            response.close();
        }
    }
}

package io.meshclient.okhttp.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.MockWebServer;
import mockwebserver3.QueueDispatcher;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays every scenario with a plain client and with a wrapped one, each against a server of its own, and finds no
 * difference: in what the user gets, in what a listener hears, in what the server is asked.
 *
 * <p>Retries are off on both sides: when to retry is what a mesh decides otherwise. The header that tells a service how much
 * time it has is off too: it is the one thing that the mesh adds to a request of its own accord.
 */
class ParityTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    @TempDir
    Path folder = Path.of("");

    static Stream<Arguments> plays() {
        return Scenarios.all().flatMap(scenario -> Stream.of(How.values()).map(how -> Arguments.of(scenario, how)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("plays")
    void aWrappedClientIsLikeAPlainOne(Scenario scenario, How how) throws Exception {
        List<String> plain = play(scenario, how, false);
        List<String> wrapped = play(scenario, how, true);

        assertThat(wrapped).containsExactlyElementsOf(plain);
    }

    private List<String> play(Scenario scenario, How how, boolean inMesh) throws Exception {
        MockWebServer server = leaks.server(it -> {
            QueueDispatcher answers = new QueueDispatcher();
            answers.setFailFast(Http.answer(599, "nobody expected this request"));
            it.setDispatcher(answers);
            scenario.server().accept(it);
        });
        HeardEvents heard = new HeardEvents();
        OkHttpClient.Builder settings = scenario.client()
                .apply(
                        new OkHttpClient.Builder()
                                .retryOnConnectionFailure(false)
                                .connectTimeout(
                                        Duration.ofSeconds(9)) // the mesh's second is short for a busy machine's TLS
                                .dns(host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})))
                                .eventListener(heard),
                        folder.resolve(inMesh ? "wrapped" : "plain"));
        OkHttpClient plain = leaks.client(settings.build());
        if (plain.cache() != null) {
            leaks.closing(plain.cache());
        }
        OkHttpClient client = inMesh
                ? new TestMesh(leaks)
                        .service(
                                "orders.mesh",
                                orders -> orders.retry(retry -> retry.enabled(false))
                                        .deadline(deadline -> deadline.send(false)),
                                server)
                        .build()
                        .wrap(plain)
                : plain;
        Session session = new Session(server, client, how, heard);
        scenario.script().play(session);
        return session.transcript();
    }
}

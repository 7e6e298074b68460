package io.meshclient.discovery.consul;

import static io.meshclient.discovery.consul.MockConsul.answer;
import static io.meshclient.discovery.consul.MockConsul.instances;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that cannot be used: each is a failure with a sentence that helps, and takes nothing away. */
class BadAnswersTest {

    private static final String SECRET = "b1gs07ee-5ec2-e7aa-0000-000000000001";

    @RegisterExtension
    final MockConsul consul = new MockConsul();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | lack service:read for 'orders' and node:read",
                "403 | lack service:read for 'orders' and node:read",
                "429 | it limits how often it may be asked",
                "500 | it has no leader, or its servers cannot be reached",
                "404 | is url the address of a Consul agent?",
                "400 | it does not understand the question",
                "503 | Consul answers 503 to the question for 'orders'; it says",
                "307 | redirects are not followed",
                "204 | Consul answers 204",
            })
    void refusalsAreFailuresThatHelp(int code, String sentence) {
        consul.settings().put("token", SECRET);
        MockResponse.Builder refusal =
                new MockResponse.Builder().code(code).setHeader("Location", "http://127.0.0.1:1/");
        consul.server().enqueue((code == 204 ? refusal : refusal.body("token " + SECRET + " \n says no")).build());
        consul.server().enqueue(answer(instances("10.0.0.1"), 7).build());
        consul.subscribe("orders");

        assertThat(consul.heard().awaitFailure()).contains(sentence).doesNotContain(SECRET);
        if (code != 204) {
            assertThat(consul.heard().failures().get(0)).endsWith("it says: token (hidden) says no");
        }
        consul.heard().awaitKeys("10.0.0.1:80");
    }

    @Test
    void anAnswerThatIsNoListIsAFailure() {
        consul.server().enqueue(answer("<html>a proxy's error page</html>", 7).build());
        consul.subscribe("orders");
        assertThat(consul.heard().awaitFailure()).startsWith("Consul's answer is no whole JSON document");
    }

    @Test
    void anAnswerWithoutAnIndexIsNotConsuls() {
        consul.server().enqueue(new MockResponse.Builder().body("[]").build());
        consul.server()
                .enqueue(answer("[]", 7).setHeader("X-Consul-Index", "many").build());
        consul.subscribe("orders");
        await().atMost(Recorder.PATIENCE).until(() -> consul.heard().failures().size() >= 2);
        assertThat(consul.heard().failures().get(0))
                .isEqualTo("The answer has no X-Consul-Index: is url the address of a Consul agent?");
        assertThat(consul.heard().failures().get(1)).isEqualTo("The answer's X-Consul-Index is no number");
        assertThat(consul.heard().sets()).isEmpty();
    }

    @Test
    void anAnswerThatIsTooLongIsAFailure() {
        consul.settings().put("max-answer-bytes", "2000");
        consul.server().enqueue(answer("[" + " ".repeat(3_000) + "]", 7).build());
        consul.server().enqueue(answer("[" + " ".repeat(1_000) + "]", 8).build());
        consul.subscribe("orders");
        assertThat(consul.heard().awaitFailure())
                .isEqualTo(
                        "Consul's answer is longer than 2000 bytes; see mesh.client.discovery.consul.max-answer-bytes");
        assertThat(consul.heard().awaitSet().isEmpty()).isTrue();
    }

    @Test
    void aServerThatSaysNothingIsAFailure() {
        consul.settings().put("answer-timeout", "300ms");
        consul.server()
                .enqueue(new MockResponse.Builder()
                        .onResponseStart(SocketEffect.Stall.INSTANCE)
                        .build());
        consul.subscribe("orders");
        assertThat(consul.heard().awaitFailure()).contains("does not answer in time");
    }

    @Test
    void nobodyThereIsAFailure() {
        consul.settings().put("url", "http://127.0.0.1:1");
        consul.subscribe("orders");
        assertThat(consul.heard().awaitFailure())
                .startsWith("Consul at http://127.0.0.1:1/ cannot be asked: java.net.ConnectException");
    }

    /** Consul 1.11 and later say so; before, a token without rules sees an empty list. */
    @Test
    void anEmptyListBecauseOfTheTokensRulesIsAFailure() {
        consul.server()
                .enqueue(answer("[]", 7)
                        .setHeader("X-Consul-Results-Filtered-By-ACLs", true)
                        .build());
        consul.subscribe("orders");
        assertThat(consul.heard().awaitFailure()).contains("service:read for 'orders' or node:read");
        assertThat(consul.heard().sets()).isEmpty();
    }

    @Test
    void anEmptyListOfAServerWithoutALeaderIsNotBelieved() {
        consul.settings().put("consistency", "stale");
        consul.server()
                .enqueue(answer(instances("10.0.0.1"), 7)
                        .setHeader("X-Consul-KnownLeader", false)
                        .build());
        consul.server()
                .enqueue(
                        answer("[]", 8).setHeader("X-Consul-KnownLeader", false).build());
        consul.subscribe("orders");
        assertThat(consul.heard().awaitFailure()).contains("Consul has no leader");
        assertThat(consul.heard().lastKeys()).containsExactly("10.0.0.1:80");
    }
}

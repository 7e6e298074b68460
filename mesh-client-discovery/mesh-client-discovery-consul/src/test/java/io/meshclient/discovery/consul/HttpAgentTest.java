package io.meshclient.discovery.consul;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.time.MeshRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire, what comes back, and what is said of it. */
class HttpAgentTest {

    private static final String SECRET = "b1gs07ee-5ec2-e7aa-0000-000000000001";

    private final MeshRuntime runtime = MeshRuntime.system();
    private final MockWebServer server = new MockWebServer();
    private final Recorder heard = new Recorder();
    private final Map<String, String> settings = new HashMap<>();

    @TempDir
    Path directory;

    private ConsulDiscovery discovery;

    @BeforeEach
    void start() throws IOException {
        server.start();
        settings.put("url", "http://127.0.0.1:" + server.getPort());
    }

    @AfterEach
    void close() throws IOException {
        if (discovery != null) {
            discovery.close();
        }
        server.close();
        runtime.close();
    }

    private void subscribe() {
        discovery = ConsulDiscovery.of(settings, runtime);
        discovery.subscribe("orders", heard);
    }

    private RecordedRequest taken() throws InterruptedException {
        return requireNonNull(server.takeRequest(20, TimeUnit.SECONDS), "a request within 20 s");
    }

    private static MockResponse.Builder answer(String document, long index) {
        return new MockResponse.Builder()
                .setHeader("X-Consul-Index", index)
                .setHeader("X-Consul-KnownLeader", true)
                .body(document);
    }

    private static String instances(String... hosts) {
        return "["
                + String.join(
                        ",",
                        List.of(hosts).stream()
                                .map(host -> Texts.instance(host, 80))
                                .toList()) + "]";
    }

    @Test
    void theQuestionsAsConsulWantsThem() throws InterruptedException {
        server.enqueue(answer(instances("10.0.0.1"), 7).build());
        server.enqueue(answer(instances("10.0.0.2"), 8).build());
        subscribe();

        HttpUrl first = taken().getUrl();
        assertThat(first.encodedPath()).isEqualTo("/v1/health/service/orders");
        assertThat(first.queryParameterNames()).containsExactly("consistent");
        HttpUrl second = taken().getUrl();
        assertThat(second.queryParameterNames()).containsExactlyInAnyOrder("index", "wait");
        assertThat(second.queryParameter("index")).isEqualTo("7");
        assertThat(second.queryParameter("wait")).isEqualTo("60000ms");
        heard.awaitKeys("10.0.0.2:80");
        assertThat(heard.sets().get(1).version()).isEqualTo("index 8");
    }

    /** Namespaces and partitions are Consul Enterprise's: this is as near as tests come. */
    @Test
    void everySettingIsAParameter() throws InterruptedException {
        settings.putAll(Map.of("datacenter", "dc2", "namespace", "team a", "partition", "p1", "tags", "v2, green"));
        settings.putAll(Map.of("filter", "Node.Meta.rack == \"r7\"", "near", "_agent", "consistency", "stale"));
        settings.put("wait", "10s");
        settings.put("url", settings.get("url") + "/consul/");
        server.enqueue(answer("[]", 7).build());
        subscribe();

        HttpUrl first = taken().getUrl();
        assertThat(first.encodedPath()).isEqualTo("/consul/v1/health/service/orders");
        assertThat(first.queryParameter("dc")).isEqualTo("dc2");
        assertThat(first.queryParameter("ns")).isEqualTo("team a");
        assertThat(first.queryParameter("partition")).isEqualTo("p1");
        assertThat(first.queryParameterValues("tag")).containsExactly("v2", "green");
        assertThat(first.queryParameter("filter")).isEqualTo("Node.Meta.rack == \"r7\"");
        assertThat(first.queryParameter("near")).isEqualTo("_agent");
        assertThat(first.queryParameterNames()).contains("stale").doesNotContain("consistent", "passing", "index");
        HttpUrl second = taken().getUrl();
        assertThat(second.queryParameter("wait")).isEqualTo("10000ms");
        assertThat(second.queryParameterNames()).contains("stale");
    }

    @Test
    void consistentMeansEveryQuestion() throws InterruptedException {
        settings.put("consistency", "consistent");
        server.enqueue(answer("[]", 7).build());
        subscribe();

        assertThat(taken().getUrl().queryParameterNames()).contains("consistent");
        assertThat(taken().getUrl().queryParameterNames()).contains("consistent", "index");
    }

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
        settings.put("token", SECRET);
        MockResponse.Builder refusal =
                new MockResponse.Builder().code(code).setHeader("Location", "http://127.0.0.1:1/");
        server.enqueue((code == 204 ? refusal : refusal.body("token " + SECRET + " \n says no")).build());
        server.enqueue(answer(instances("10.0.0.1"), 7).build());
        subscribe();

        assertThat(heard.awaitFailure()).contains(sentence).doesNotContain(SECRET);
        if (code != 204) {
            assertThat(heard.failures().get(0)).endsWith("it says: token (hidden) says no");
        }
        heard.awaitKeys("10.0.0.1:80");
    }

    @Test
    void anAnswerThatIsCutOffIsAFailureAndTheSetStays() {
        server.enqueue(answer(instances("10.0.0.1"), 7).build());
        server.enqueue(answer(instances("10.0.0.1", "10.0.0.2"), 8)
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
        server.enqueue(answer(instances("10.0.0.3"), 9).build());
        subscribe();

        assertThat(heard.awaitFailure()).startsWith("Consul at http://127.0.0.1:");
        heard.awaitKeys("10.0.0.3:80");
        assertThat(heard.sets()).extracting(set -> set.endpoints().size()).containsOnly(1);
    }

    @Test
    void anAnswerThatIsNoListIsAFailure() {
        server.enqueue(answer("<html>a proxy's error page</html>", 7).build());
        subscribe();
        assertThat(heard.awaitFailure()).startsWith("Consul's answer is no whole JSON document");
    }

    @Test
    void anAnswerWithoutAnIndexIsNotConsuls() {
        server.enqueue(new MockResponse.Builder().body("[]").build());
        server.enqueue(answer("[]", 7).setHeader("X-Consul-Index", "many").build());
        subscribe();
        await().atMost(Recorder.PATIENCE).until(() -> heard.failures().size() >= 2);
        assertThat(heard.failures().get(0))
                .isEqualTo("The answer has no X-Consul-Index: is url the address of a Consul agent?");
        assertThat(heard.failures().get(1)).isEqualTo("The answer's X-Consul-Index is no number");
        assertThat(heard.sets()).isEmpty();
    }

    @Test
    void anAnswerThatIsTooLongIsAFailure() {
        settings.put("max-answer-bytes", "2000");
        server.enqueue(answer("[" + " ".repeat(3_000) + "]", 7).build());
        server.enqueue(answer("[" + " ".repeat(1_000) + "]", 8).build());
        subscribe();
        assertThat(heard.awaitFailure())
                .isEqualTo(
                        "Consul's answer is longer than 2000 bytes; see mesh.client.discovery.consul.max-answer-bytes");
        assertThat(heard.awaitSet().isEmpty()).isTrue();
    }

    @Test
    void anAnswerThatTricklesEndsInTime() {
        settings.put("answer-timeout", "500ms");
        server.enqueue(answer(instances("10.0.0.1"), 7)
                .throttleBody(1, 100, TimeUnit.MILLISECONDS)
                .build());
        subscribe();
        assertThat(heard.awaitFailure()).contains("does not answer in time");
    }

    @Test
    void aServerThatSaysNothingIsAFailure() {
        settings.put("answer-timeout", "300ms");
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        subscribe();
        assertThat(heard.awaitFailure()).contains("does not answer in time");
    }

    @Test
    void nobodyThereIsAFailure() {
        settings.put("url", "http://127.0.0.1:1");
        subscribe();
        assertThat(heard.awaitFailure())
                .startsWith("Consul at http://127.0.0.1:1/ cannot be asked: java.net.ConnectException");
    }

    /** Consul 1.11 and later say so; before, a token without rules sees an empty list. */
    @Test
    void anEmptyListBecauseOfTheTokensRulesIsAFailure() {
        server.enqueue(answer("[]", 7)
                .setHeader("X-Consul-Results-Filtered-By-ACLs", true)
                .build());
        subscribe();
        assertThat(heard.awaitFailure()).contains("service:read for 'orders' or node:read");
        assertThat(heard.sets()).isEmpty();
    }

    @Test
    void anEmptyListOfAServerWithoutALeaderIsNotBelieved() {
        settings.put("consistency", "stale");
        server.enqueue(answer(instances("10.0.0.1"), 7)
                .setHeader("X-Consul-KnownLeader", false)
                .build());
        server.enqueue(answer("[]", 8).setHeader("X-Consul-KnownLeader", false).build());
        subscribe();
        assertThat(heard.awaitFailure()).contains("Consul has no leader");
        assertThat(heard.lastKeys()).containsExactly("10.0.0.1:80");
    }

    /** hashicorp/consul#20790: an agent's view was reset, and the question's time was over. */
    @Test
    void anEmptyViewOfTheStreamingBackendIsAskedAgain() throws InterruptedException {
        server.enqueue(answer(instances("10.0.0.1"), 1200)
                .setHeader("X-Consul-Query-Backend", "blocking-query")
                .build());
        server.enqueue(
                answer("[]", 1).setHeader("X-Consul-Query-Backend", "streaming").build());
        server.enqueue(answer(instances("10.0.0.1", "10.0.0.2"), 1300).build());
        subscribe();

        heard.awaitKeys("10.0.0.1:80", "10.0.0.2:80");
        assertThat(heard.sets()).noneMatch(set -> set.isEmpty());
        taken();
        assertThat(taken().getUrl().queryParameter("index")).isEqualTo("1200");
        assertThat(taken().getUrl().queryParameter("index")).isNull();
        assertThat(taken().getUrl().queryParameter("index")).isEqualTo("1300");
    }

    /** The view's index may lag behind that of the first, direct answer: the questions go on all the same. */
    @Test
    void aStreamingIndexThatIsAlwaysLowerStillBringsChanges() {
        for (int i = 1; i <= 4; i++) {
            server.enqueue(answer(instances("10.0.0." + i), 1000 + i).build());
            server.enqueue(answer(instances("10.0.0." + i), 900 + i).build());
        }
        subscribe();
        heard.awaitKeys("10.0.0.4:80");
    }

    @Test
    void theTokenIsAHeader() throws InterruptedException {
        settings.put("token", SECRET);
        server.enqueue(answer("[]", 7).build());
        subscribe();
        RecordedRequest request = taken();
        assertThat(request.getHeaders().get("X-Consul-Token")).isEqualTo(SECRET);
        assertThat(request.getUrl().toString()).doesNotContain(SECRET);
    }

    @Test
    void aTokenFileIsReadAgainForEachQuestion() throws Exception {
        Path file = directory.resolve("token");
        Files.writeString(file, SECRET + "\n");
        settings.put("token-file", file.toString());
        subscribe();
        assertThat(taken().getHeaders().get("X-Consul-Token")).isEqualTo(SECRET);

        Path rotated = directory.resolve("rotated");
        Files.writeString(rotated, "another");
        Files.move(rotated, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        server.enqueue(answer("[]", 7).build());
        heard.awaitSet();
        assertThat(taken().getHeaders().get("X-Consul-Token")).isEqualTo("another");
    }

    @Test
    void aTokenFileThatCannotBeReadIsAFailure() throws IOException {
        Path file = directory.resolve("token");
        settings.put("token-file", file.toString());
        server.enqueue(answer(instances("10.0.0.1"), 7).build());
        subscribe();
        assertThat(heard.awaitFailure()).startsWith("The token file " + file + " cannot be read");
        Files.writeString(file, SECRET);
        heard.awaitKeys("10.0.0.1:80");
        assertThat(heard.failures()).noneMatch(message -> message.contains(SECRET));
    }

    @Test
    void aTokenFileWithSomethingElseIsAFailureThatDoesNotRepeatIt() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), SECRET + "\nand more");
        settings.put("token-file", file.toString());
        subscribe();
        assertThat(heard.awaitFailure())
                .isEqualTo("The token in " + file + " has a character that cannot stand in a header");
    }

    @Test
    void weightsAndHealthArrive() {
        server.enqueue(answer("[" + Texts.instance("10.0.0.1", 80, "_service_maintenance:x=critical") + "]", 7)
                .build());
        subscribe();
        Endpoint endpoint = heard.awaitSet().endpoints().get(0);
        assertThat(endpoint.weight()).isEqualTo(10);
        assertThat(endpoint.health().takesCalls()).isFalse();
    }

    @Test
    void aNameThatIsNoneIsAFailure() {
        discovery = ConsulDiscovery.of(settings, runtime);
        discovery.subscribe("..", heard);
        assertThat(heard.failures()).containsExactly("'..' is no name of a service");
    }

    @Test
    void anyNameIsOneSegmentOfThePath() throws InterruptedException {
        discovery = ConsulDiscovery.of(settings, runtime);
        discovery.subscribe("a/b?stale&c", heard);
        HttpUrl url = taken().getUrl();
        assertThat(url.pathSegments()).containsExactly("v1", "health", "service", "a/b?stale&c");
        assertThat(url.queryParameterNames()).containsExactly("consistent");
    }
}

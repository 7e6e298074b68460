package io.meshclient.discovery.kubernetes;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.BadAnswer;
import io.meshclient.discovery.testkit.DiscoveryContract;
import io.meshclient.discovery.testkit.Fact;
import io.meshclient.discovery.testkit.HttpFront;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.endpoint.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on an API server in memory, whose answers can be made bad. */
class FakeContractTest extends DiscoveryContract {

    private static final String TOKEN = "eyJhbGciOiJub25lIn0.c2VjcmV0.x";
    private static final String BROKEN = Json.status(503, "ServiceUnavailable", "etcd is away");

    @TempDir
    private Path directory;

    private final FakeApiServer api = new FakeApiServer().start();
    private final HttpFront front = new HttpFront(api.url());

    FakeContractTest() throws IOException {}

    @AfterEach
    void stop() {
        front.close();
        api.close();
    }

    @Override
    protected Discovery create() throws IOException {
        return KubernetesDiscovery.builder()
                .apiServer(front.url())
                .namespace("default")
                .tokenFile(Files.writeString(directory.resolve("token"), TOKEN).toString())
                .allowInsecure(true)
                .timeout(Duration.ofMillis(1500))
                .runtime(runtime())
                .build();
    }

    @Override
    protected void publish(String target, EndpointSet set) {
        Json.Builder slice = Json.of(target, target).port("http", 80);
        set.endpoints().forEach(endpoint -> slice.endpoint(endpoint.host(), members(endpoint)));
        api.instead = request -> null;
        api.put(target, slice.build());
        front.passOn();
    }

    private static Map<String, String> members(Endpoint endpoint) {
        Map<String, String> members = new HashMap<>();
        if (!endpoint.locality().zone().isEmpty()) {
            members.put("zone", "\"" + endpoint.locality().zone() + "\"");
        }
        if (endpoint.health() == Health.DRAINING) {
            members.put("conditions", "{\"ready\":false,\"serving\":true,\"terminating\":true}");
        }
        return members;
    }

    @Override
    protected boolean breakSource() {
        api.instead = request -> FakeApiServer.json(503, BROKEN);
        api.breakWatches();
        return true;
    }

    /** A slice says no more of an endpoint than this; what is not ready and does not drain is left out. */
    @Override
    protected Set<Fact> facts() {
        return EnumSet.of(Fact.ZONE, Fact.DRAINING);
    }

    /** What is under way is a watch, which may trickle for hours; that a list may not is seen to elsewhere. */
    @Override
    protected boolean answer(BadAnswer how) throws InterruptedException {
        if (how == BadAnswer.TRICKLING) {
            return false;
        }
        front.answer(how, "{\"kind\":\"EndpointSliceList\",\"items\":{\"a\":1}}");
        return true;
    }

    @Override
    protected int failuresUntilSure() {
        return 2;
    }

    @Override
    protected Optional<String> secret() {
        return Optional.of(TOKEN);
    }

    @Override
    protected OptionalLong work() {
        return OptionalLong.of(front.work());
    }

    @Override
    protected boolean isNobodys(Thread thread) {
        return super.isNobodys(thread) || thread.getName().startsWith("MockWebServer");
    }
}

package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Late.DELAY;
import static io.meshclient.okhttp.fault.Late.hedged;
import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.get;
import static io.meshclient.okhttp.fault.Scene.kinds;
import static io.meshclient.okhttp.fault.WireServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.policy.CallOptions;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One request is hedged otherwise than its service: by its tag, or by Envoy's request header where that is obeyed. */
@Timeout(30)
final class HedgeOverrideTest {

    private static final String HEADER = "x-envoy-hedge-on-per-try-timeout";

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);
    private final Late late = new Late();
    private final WireServer a = scene.server();
    private final WireServer b = scene.server();

    /** Whoever is asked first answers late, but does; all others at once. */
    private OkHttpClient client(Consumer<ServiceConfig.Builder> edit) {
        WireServer.Answer slow = (connection, out) -> {
            LockSupport.parkNanos(DELAY.multipliedBy(4).toNanos());
            text(200, "slow").to(connection, out);
        };
        WireServer.Answer answer = late.first(slow, text(200, "quick"));
        a.usually(answer);
        b.usually(answer);
        return scene.client(endpoints(a, b), edit);
    }

    private CallReport report(OkHttpClient client, CallOptions.Builder options, String... header) throws IOException {
        late.again();
        Request.Builder request = get().newBuilder().tag(CallOptions.class, options.build());
        for (String value : header) {
            request.header(HEADER, value);
        }
        return call(client, request.build()).report();
    }

    private static CallOptions.Builder options() {
        return CallOptions.builder();
    }

    @Test
    void aTagSwitchesItOffAndOn() throws IOException {
        OkHttpClient hedging = client(hedged());
        assertThat(report(hedging, options()).hedges()).isOne();
        assertThat(report(hedging, options().hedge(false)).attempts()).hasSize(1);

        OkHttpClient not =
                client(orders -> orders.hedge(hedge -> hedge.delay(DELAY).budgetReserve(100)));
        assertThat(report(not, options()).attempts()).hasSize(1);
        assertThat(report(not, options().hedge(true)).hedges()).isOne();
        assertThat(report(not, options()).attempts()).as("and only for itself").hasSize(1);
    }

    @Test
    void aTagSaysWhatIsLate() throws IOException {
        OkHttpClient not = client(orders -> orders.hedge(hedge -> hedge.budgetReserve(100)));
        assertThat(report(not, options().hedgeDelay(DELAY)).hedges()).isOne();

        OkHttpClient patient = client(hedged(hedge -> hedge.delay(Duration.ofSeconds(9))));
        assertThat(report(patient, options().hedgeDelay(DELAY)).hedges()).isOne();
        assertThat(report(patient, options().hedgeDelay(DELAY).hedge(false)).attempts())
                .hasSize(1);
    }

    @Test
    void whoeverAsksPaysFromTheBudgetOfAll() throws IOException {
        OkHttpClient not = client(orders -> orders.hedge(hedge -> hedge.budgetRatio(0.5)));
        assertThat(report(not, options().hedgeDelay(DELAY)).hedges())
                .as("half a token")
                .isZero();
        assertThat(report(not, options().hedgeDelay(DELAY)).hedges())
                .as("a whole one")
                .isOne();
    }

    @Test
    void envoysHeaderTurnsThePerTryTimeoutIntoAHedge() throws IOException {
        Consumer<ServiceConfig.Builder> edit = orders -> orders.perTryTimeout(DELAY)
                .hedge(hedge -> hedge.budgetReserve(100))
                .retry(retry -> retry.envoyHeaders(true));
        OkHttpClient client = client(edit);
        CallReport hedged = report(client, options(), "true");
        assertThat(hedged.hedges()).isOne();
        assertThat(hedged.retries()).as("the attempt is not ended").isZero();
        for (String other : new String[] {"false", "yes", "TRUE"}) {
            CallReport retried = report(client, options(), other);
            assertThat(kinds(retried)).as(other).containsExactly(OutcomeKind.PER_TRY_TIMEOUT, OutcomeKind.RESPONSE);
            assertThat(retried.hedges()).as(other).isZero();
        }
        assertThat(a.seen()).noneMatch(seen -> seen.head().contains(HEADER));
        assertThat(b.seen()).noneMatch(seen -> seen.head().contains(HEADER));
    }

    @Test
    void envoysHeaderSwitchesOffWhatItIsAboutAndNothingElse() throws IOException {
        Consumer<ServiceConfig.Builder> obeying = orders -> orders.retry(retry -> retry.envoyHeaders(true));
        OkHttpClient onTimeout = client(obeying.andThen(orders -> orders.perTryTimeout(DELAY))
                .andThen(hedged(hedge -> hedge.onPerTryTimeout(true))));
        assertThat(report(onTimeout, options(), "false").hedges()).isZero();

        OkHttpClient byDelay = client(obeying.andThen(hedged()));
        assertThat(report(byDelay, options(), "false").hedges()).isOne();
    }

    @Test
    void theHeaderOfAServiceThatDoesNotObeyItIsAHeaderLikeOthers() throws IOException {
        OkHttpClient client = client(orders -> orders.perTryTimeout(DELAY).hedge(hedge -> hedge.budgetReserve(100)));
        assertThat(report(client, options(), "true").hedges()).isZero();
        assertThat(a.seen().get(0).head()).contains(HEADER);
    }

    @Test
    void theTagHasTheLastWord() throws IOException {
        OkHttpClient client = client(orders -> orders.perTryTimeout(DELAY.multipliedBy(9))
                .hedge(hedge -> hedge.budgetReserve(100))
                .retry(retry -> retry.envoyHeaders(true)));
        assertThat(report(client, options().hedge(false), "true").hedges()).isZero();
        assertThat(report(client, options().hedgeDelay(DELAY), "true").hedges()).isOne();
    }
}

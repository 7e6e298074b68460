package io.meshclient.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshclient.discovery.Discovery;
import io.meshclient.endpoint.EndpointSet;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The part of {@link DiscoveryContract} about sources that answer badly, and about what nobody is told. */
public abstract class DiscoveryFaults extends DiscoveryFacts {

    /** Longer than a sentence with a path and a reason; shorter than a quoted answer. */
    private static final int LONGEST_MESSAGE = 1_000;

    /** For those of this package. */
    DiscoveryFaults() {}

    /** It is told as a failure, in time and in a sentence; the endpoints stay, and the next good answer arrives. */
    @ParameterizedTest(name = "{0}")
    @EnumSource
    protected void aBadAnswerIsAFailureAndTakesNothingAway(BadAnswer how) throws Exception {
        Heard heard = new Heard();
        opened().subscribe(TARGET, heard);
        assertHears(heard, first);
        int before = heard.failures().size();
        assumeTrue(answer(how), () -> "the source cannot be brought to this: " + how);

        int expected = before + failuresUntilSure();
        assertThat(heard.await(patience(), all -> all.failures().size() >= expected))
                .as("%s failures within %s; heard %s", expected, patience(), heard.failures())
                .isTrue();
        publish(TARGET, second);
        assertHears(heard, second);

        List<EndpointSet> good = List.of(first, second);
        assertThat(heard.sets()).as("only what was said well").isSubsetOf(good);
        assertThat(heard.failures())
                .allSatisfy(failure -> assertThat(failure.getMessage())
                        .as("what is said of %s", failure.getClass())
                        .isNotBlank()
                        .hasSizeLessThan(LONGEST_MESSAGE));
    }

    /** A source that never answers keeps nobody from closing. */
    @Test
    protected void closingWaitsForNoAnswer() throws Exception {
        Heard heard = new Heard();
        Discovery discovery = opened();
        discovery.subscribe(TARGET, heard);
        assertHears(heard, first);
        assumeTrue(answer(BadAnswer.SILENT), "the source cannot be brought to say nothing");

        assertCloses(discovery);
    }

    /** It stands in no failure, its causes included, in no line on the console, and not in what the discovery calls itself. */
    @Test
    protected void theSecretIsToldNobody() throws Exception {
        assumeTrue(secret().isPresent(), "the source asks for no secret");
        String told;
        try (Console console = new Console()) {
            Heard heard = Heard.everything();
            Discovery discovery = opened();
            discovery.subscribe(TARGET, heard);
            assertThat(heard.await(patience(), all -> !all.sets().isEmpty()))
                    .as("a set within %s", patience())
                    .isTrue();
            int expected = heard.failures().size() + failuresUntilSure();
            if (answer(BadAnswer.REPEATS_THE_SECRET) || breakSource()) {
                assertThat(heard.await(patience(), all -> all.failures().size() >= expected))
                        .as("%s failures within %s", expected, patience())
                        .isTrue();
            }
            told = discovery + " " + text(heard) + console.text();
            publish(TARGET, first); // for whoever comes after this test
        }
        assertThat(told.contains(secret().orElseThrow()))
                .as("the secret is in what is told")
                .isFalse();
    }

    private static String text(Heard heard) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        heard.failures().forEach(failure -> failure.printStackTrace(writer));
        heard.sets().forEach(set -> writer.print(set.endpoints()));
        writer.flush();
        return text.toString();
    }
}

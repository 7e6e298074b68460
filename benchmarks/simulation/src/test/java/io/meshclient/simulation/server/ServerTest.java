package io.meshclient.simulation.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.simulation.latency.Latency;
import io.meshclient.simulation.loop.EventLoop;
import io.meshclient.simulation.scenario.ServerSpec;
import io.meshclient.simulation.scenario.TroubleSpec;
import io.meshclient.simulation.scenario.TroubleSpec.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerTest {

    private static final long MILLI = 1_000_000L;

    private final EventLoop loop = new EventLoop();
    private final List<String> heard = new ArrayList<>();
    private final Server server = new Server(spec(2, 1), loop);

    private static ServerSpec spec(int workers, int queue) {
        return new ServerSpec(
                0,
                "web",
                Endpoint.builder("web-1", 80).build(),
                workers,
                queue,
                Latency.constant(10 * MILLI),
                5,
                100 * MILLI,
                0,
                Long.MAX_VALUE,
                0,
                0);
    }

    private static TroubleSpec trouble(Kind kind, long length, double share, long after) {
        return new TroubleSpec(kind, List.of(0), "", 0, length, 3, 503, share, after, -1);
    }

    private void ask(String name) {
        server.receive(new Request() {
            @Override
            public double draw(int what) {
                return 0.5;
            }

            @Override
            public void answered(Answer answer) {
                tell(Integer.toString(answer.status()));
            }

            @Override
            public void refused() {
                tell("refused");
            }

            @Override
            public void reset() {
                tell("reset");
            }

            @Override
            public void unreachable() {
                tell("unreachable");
            }

            private void tell(String end) {
                heard.add(name + " " + end + " " + loop.nanos() / MILLI);
            }
        });
    }

    @Test
    void workersWorkAtTheSameTimeAndTheQueueIsServedInOrder() {
        ask("a");
        ask("b");
        ask("c");
        ask("d");
        loop.runToEnd();
        assertThat(heard).containsExactly("d 503 0", "a 200 10", "b 200 10", "c 200 20");
    }

    @Test
    void aPauseDelaysWhatWasBegunAndTurnsNobodyAway() {
        ask("a");
        loop.runUntil(5 * MILLI);
        server.freeze(20 * MILLI);
        loop.runUntil(8 * MILLI);
        server.freeze(5 * MILLI); // within the first: it changes nothing
        for (String name : List.of("b", "c", "d", "e")) {
            ask(name);
        }
        loop.runToEnd();
        assertThat(heard)
                .as("a had 5 ms to go, b got the free worker at 25 ms")
                .containsExactly("a 200 30", "b 200 35", "c 200 40", "d 200 45", "e 200 50");
    }

    @Test
    void aServerThatGoesDownLosesAllAndComesBackCold() {
        ask("a");
        ask("b");
        ask("c");
        TroubleSpec down = trouble(Kind.DOWN, 50 * MILLI, 1, -1);
        server.begin(down);
        ask("d");
        assertThat(server.expectedNanos(0)).isInfinite();
        loop.runUntil(50 * MILLI);
        server.end(down);
        ask("e");
        loop.runUntil(100 * MILLI);
        ask("f");
        loop.runToEnd();
        assertThat(heard)
                .containsExactly("a reset 0", "b reset 0", "c reset 0", "d refused 0", "e 200 100", "f 200 130");
    }

    @Test
    void failuresComeAtOnceOrTakeAWorker() {
        TroubleSpec fast = trouble(Kind.FAIL, 50 * MILLI, 1, MILLI);
        server.begin(fast);
        ask("a");
        server.end(fast);
        TroubleSpec slow = trouble(Kind.FAIL, 50 * MILLI, 0.6, -1);
        server.begin(slow);
        ask("b");
        server.end(slow);
        TroubleSpec rare = trouble(Kind.FAIL, 50 * MILLI, 0.4, -1);
        server.begin(rare);
        ask("c");
        loop.runToEnd();
        assertThat(heard).containsExactly("a 503 1", "b 503 10", "c 200 10");
    }

    @Test
    void slownessCountsFromTheNextRequestOn() {
        ask("a");
        TroubleSpec slow = trouble(Kind.SLOW, 50 * MILLI, 1, -1);
        server.begin(slow);
        ask("b");
        assertThat(server.expectedNanos(2)).isEqualTo(30.0 * MILLI + 15 * MILLI);
        server.end(slow);
        loop.runToEnd();
        assertThat(heard).containsExactly("a 200 10", "b 200 30");
    }

    @Test
    void anUnreachableServerSaysNothing() {
        TroubleSpec trouble = trouble(Kind.UNREACHABLE, 50 * MILLI, 1, -1);
        server.begin(trouble);
        ask("a");
        server.end(trouble);
        ask("b");
        loop.runToEnd();
        assertThat(heard).containsExactly("a unreachable 0", "b 200 10");
    }
}

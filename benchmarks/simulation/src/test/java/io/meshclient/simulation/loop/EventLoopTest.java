package io.meshclient.simulation.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EventLoopTest {

    private final EventLoop loop = new EventLoop();
    private final List<String> heard = new ArrayList<>();

    @Test
    void eventsRunByTimeAndEqualOnesInTheOrderInWhichTheyWereScheduled() {
        loop.at(20, () -> heard.add("c"));
        loop.at(10, () -> heard.add("a"));
        loop.at(10, () -> heard.add("b"));
        loop.runUntil(30);
        assertThat(heard).containsExactly("a", "b", "c");
        assertThat(loop.nanos()).isEqualTo(30);
    }

    @Test
    void whatAnEventSchedulesForNowRunsInTheSameMomentAfterWhatIsDue() {
        loop.at(10, () -> loop.at(5, () -> heard.add(loop.nanos() + " late")));
        loop.at(10, () -> heard.add("due"));
        loop.runUntil(10);
        assertThat(heard).containsExactly("due", "10 late");
    }

    @Test
    void aCanceledEventNeverRuns() {
        EventLoop.Event event = loop.at(10, () -> heard.add("no"));
        loop.cancel(event);
        loop.cancel(event);
        loop.cancel(null);
        loop.runToEnd();
        loop.cancel(event);
        assertThat(heard).isEmpty();
    }

    @Test
    void timersAreEventsOfTheLoop() {
        loop.runUntil(100);
        loop.schedule(-5, () -> heard.add("at once"));
        loop.schedule(50, () -> heard.add("never")).cancel();
        loop.runToEnd();
        assertThat(heard).containsExactly("at once");
        assertThat(loop.nanos()).isEqualTo(100);
    }

    /** The heap beside a sorted map, over many schedulings and cancellations at random. */
    @Test
    void theOrderIsThatOfASortedList() {
        SplitMix random = new SplitMix(7, 0);
        TreeMap<Long, Long> expected = new TreeMap<>(); // time · 2^20 + number, and that number
        List<EventLoop.Event> events = new ArrayList<>();
        List<Long> keys = new ArrayList<>();
        List<Long> ran = new ArrayList<>();
        for (long number = 0; number < 5_000; number++) {
            long time = random.nextInt(800);
            long id = number;
            events.add(loop.at(time, () -> ran.add(id)));
            keys.add((time << 20) + number);
            expected.put((time << 20) + number, number);
            if (random.nextInt(3) == 0) {
                int victim = random.nextInt(events.size());
                loop.cancel(events.get(victim));
                expected.remove(keys.get(victim));
            }
        }
        loop.runToEnd();
        assertThat(ran).containsExactlyElementsOf(expected.values());
    }
}

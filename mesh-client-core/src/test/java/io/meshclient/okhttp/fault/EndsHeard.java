package io.meshclient.okhttp.fault;

import io.meshclient.observe.AttemptObserver;
import io.meshclient.observe.AttemptStarted;
import io.meshclient.observe.CallEnded;
import io.meshclient.observe.CallObserver;
import io.meshclient.observe.CallStarted;
import io.meshclient.observe.MeshObserver;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts what begins and ends, and notes what ends twice or after its end. */
final class EndsHeard implements MeshObserver {

    private final LongAdder calls = new LongAdder();
    private final LongAdder callsEnded = new LongAdder();
    private final LongAdder attempts = new LongAdder();
    private final LongAdder attemptsEnded = new LongAdder();
    private final LongAdder hedges = new LongAdder();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    @Override
    public CallObserver callStarted(CallStarted event) {
        calls.increment();
        return new Story(event.url());
    }

    long calls() {
        return calls.sum();
    }

    long attempts() {
        return attempts.sum();
    }

    long hedges() {
        return hedges.sum();
    }

    /** What is wrong when all is over; empty if nothing is. */
    List<String> complaints() {
        if (calls.sum() != callsEnded.sum()) {
            wrong.add(calls + " calls began, " + callsEnded + " ended");
        }
        if (attempts.sum() != attemptsEnded.sum()) {
            wrong.add(attempts + " attempts began, " + attemptsEnded + " ended");
        }
        return List.copyOf(wrong);
    }

    private final class Story implements CallObserver {
        private final String url;
        private final AtomicInteger ended = new AtomicInteger();

        Story(String url) {
            this.url = url;
        }

        @Override
        public AttemptObserver attemptStarted(AttemptStarted event) {
            attempts.increment();
            if (event.hedge()) {
                hedges.increment();
            }
            if (ended.get() != 0) {
                wrong.add(url + ": an attempt began after its call had ended");
            }
            AtomicInteger over = new AtomicInteger();
            return (outcome, verdict) -> {
                attemptsEnded.increment();
                if (over.incrementAndGet() != 1) {
                    wrong.add(url + ": an attempt ended twice, now as " + outcome);
                }
            };
        }

        @Override
        public void callEnded(CallEnded event) {
            callsEnded.increment();
            if (ended.incrementAndGet() != 1) {
                wrong.add(url + ": ended twice, now with " + event);
            }
        }
    }
}

package io.meshclient.okhttp;

import io.meshclient.observe.CapturedContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import okhttp3.EventListener;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one call that may run beside each other, each on a thread of the mesh, while the call's thread waits for
 * the first to end, for a moment, or for a cancel. It belongs to that thread; what another one does at an attempt's end is
 * one compare-and-set: either the call hears of it, or it has given the attempt up, and a response that comes all the same
 * is closed where it came.
 */
final class Race {

    private final Thread waiter = Thread.currentThread();
    private final CallScope scope;
    private final @Nullable CapturedContext context;
    private final @Nullable Turns turns;
    private final Queue<Runner> ended = new ConcurrentLinkedQueue<>();
    private final List<Runner> running = new ArrayList<>(2);

    Race(CallScope scope) {
        this.scope = scope;
        this.context = scope.directory().observer().captureContext();
        EventListener listener = scope.listener();
        this.turns = listener == null ? null : new Turns(listener);
    }

    /** What the next attempt is made for: the user's listener hears it when it is its turn. */
    CallScope scopeOfNext() {
        return turns == null ? scope : scope.heardBy(turns.next());
    }

    /** What the call itself tells the user's listener, never beside an event of an attempt. */
    void tell(Runnable event) {
        if (turns != null) {
            turns.tell(event);
        }
    }

    void start(Attempt attempt) {
        Runner runner = new Runner(attempt);
        running.add(runner);
        try {
            scope.directory().attemptThreads().execute(runner);
        } catch (RejectedExecutionException e) {
            runner.end(null, new IOException("The mesh is closed", e));
        }
    }

    /** An attempt that has ended by itself and was not heard of yet. */
    @Nullable
    Runner poll() {
        Runner next = ended.poll();
        if (next != null) {
            running.remove(next);
        }
        return next;
    }

    /** Attempts whose end was not heard of. */
    int underWay() {
        return running.size();
    }

    /** All of those, in the order in which they began; they belong to the race no longer. */
    List<Runner> takeAll() {
        List<Runner> all = List.copyOf(running);
        running.clear();
        ended.clear();
        return all;
    }

    /** One attempt, on a thread of its own. */
    final class Runner implements Runnable {

        final Attempt attempt;
        private final AtomicBoolean over = new AtomicBoolean();

        // Written before it is over, by its thread; read by the call's when it is.
        @Nullable
        Response response;

        @Nullable
        Throwable failure;

        long endedAt;

        private Runner(Attempt attempt) {
            this.attempt = attempt;
        }

        @Override
        public void run() {
            CapturedContext.Scope current = context == null ? null : context.restore();
            try {
                Response answer = attempt.call().execute();
                attempt.call().timeout().cancel(); // here, not where it is heard of: it ends at the headers
                end(answer, null);
            } catch (Throwable t) { // OkHttp lets an undeclared InterruptedException through
                end(null, t);
            } finally {
                if (current != null) {
                    current.close();
                }
            }
        }

        private void end(@Nullable Response answer, @Nullable Throwable thrown) {
            response = answer;
            failure = thrown;
            endedAt = scope.now();
            if (over.compareAndSet(false, true)) {
                ended.add(this);
                LockSupport.unpark(waiter); // a permit stays, whichever comes first
            } else if (answer != null) {
                attempt.call().cancel(); // else closing would read on, for the sake of the connection
                answer.close();
            }
        }

        /** The call needs it no longer; returns false if it has ended by itself. */
        boolean giveUp() {
            boolean given = over.compareAndSet(false, true);
            if (given) {
                attempt.call().cancel();
                attempt.unheard();
            }
            return given;
        }
    }
}

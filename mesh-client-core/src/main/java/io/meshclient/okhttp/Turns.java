package io.meshclient.okhttp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.EventListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the user's listener hear attempts that run beside each other as what OkHttp promises for one call: one after another,
 * never two events at the same time. The first attempt is heard as it goes. What another one does is kept until all before
 * it are over, and is heard then; one that is given up before its turn is never heard.
 */
final class Turns {

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    private final EventListener user;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Turn> order = new ArrayDeque<>(); // the first one is heard

    Turns(EventListener user) {
        this.user = user;
    }

    /** For one more attempt. */
    EventListener next() {
        Turn turn = new Turn();
        lock.lock();
        try {
            order.add(turn);
        } finally {
            lock.unlock();
        }
        return new InTurn(user, turn);
    }

    void tell(Runnable event) {
        lock.lock();
        try {
            event.run();
        } finally {
            lock.unlock();
        }
    }

    /** The place of one attempt. All of it is guarded by the lock, under which the user's code runs too. */
    final class Turn {

        private final List<Runnable> untold = new ArrayList<>();
        private boolean over;
        private boolean dropped;

        void hear(Runnable event) {
            lock.lock();
            try {
                if (order.peek() == this) {
                    event.run();
                } else if (!dropped) {
                    untold.add(event);
                }
            } finally {
                lock.unlock();
            }
        }

        /** Nothing more comes from it. */
        void end() {
            lock.lock();
            try {
                over = true;
                while (isOver(order.peek())) {
                    order.remove();
                    Turn heard = order.peek();
                    if (heard != null) {
                        heard.catchUp();
                    }
                }
            } finally {
                lock.unlock();
            }
        }

        private void catchUp() {
            List<Runnable> events = List.copyOf(untold);
            untold.clear();
            try {
                events.forEach(Runnable::run);
            } catch (RuntimeException e) { // the thread that it would fail is another attempt's
                LOG.warn("An event listener failed on what a hedge had done meanwhile", e);
            }
        }

        /** It is given up; who is being heard is heard to its end. */
        void drop() {
            lock.lock();
            try {
                if (order.peek() != this) {
                    dropped = true;
                    untold.clear();
                    order.remove(this);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private static boolean isOver(@Nullable Turn turn) {
        return turn != null && turn.over;
    }
}

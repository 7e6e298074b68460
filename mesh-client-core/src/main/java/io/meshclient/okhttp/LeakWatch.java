package io.meshclient.okhttp;

import io.meshclient.guard.Admission;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the admission of an attempt whose body nobody closed: OkHttp tells nothing of that, so the garbage collector has to.
 *
 * <p>A {@link java.lang.ref.Cleaner} would do the same with one lock for all calls of the process, and would leave every
 * reference to the collector unless it is cleaned by hand. Here a watch whose attempt ends in the usual way is let go, and
 * becomes garbage together with it, unseen by the collector's reference processing.
 */
final class LeakWatch extends PhantomReference<Attempt> {

    private static final Logger LOG = LoggerFactory.getLogger(LeakWatch.class);
    private static final ReferenceQueue<Attempt> QUEUE = new ReferenceQueue<>();
    private static final Set<LeakWatch> WATCHED = ConcurrentHashMap.newKeySet();

    static {
        Thread thread = new Thread(LeakWatch::endLeaked, "mesh-client-leaks");
        thread.setDaemon(true); // one for all meshes, from the first response that has a body
        thread.start();
    }

    private final Admission admission;

    private LeakWatch(Attempt attempt, Admission admission) {
        super(attempt, QUEUE);
        this.admission = admission;
    }

    static LeakWatch over(Attempt attempt, Admission admission) {
        LeakWatch watch = new LeakWatch(attempt, admission);
        WATCHED.add(watch);
        return watch;
    }

    /** The attempt ended in the usual way. */
    void letGo() {
        WATCHED.remove(this);
        clear();
    }

    private static void endLeaked() {
        while (true) {
            try {
                LeakWatch leaked = (LeakWatch) QUEUE.remove();
                WATCHED.remove(leaked);
                leaked.admission.end();
            } catch (InterruptedException e) {
                // whoever that was did not mean to leave the bodies of all meshes unwatched
            } catch (RuntimeException e) {
                LOG.warn("A body that nobody closed could not be ended", e);
            }
        }
    }
}

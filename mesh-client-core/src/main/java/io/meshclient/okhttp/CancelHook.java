package io.meshclient.okhttp;

import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import okhttp3.Call;
import okhttp3.EventListener;
import org.jspecify.annotations.Nullable;

/**
 * The one hook on a front call: hears that it was cancelled, at any moment and on any thread, and passes that on to the
 * attempts that run, to a wait, or to the body that is being read. OkHttp cannot take listeners off, so there is one per
 * call, with a slot that is emptied at the end.
 */
final class CancelHook extends EventListener {

    private volatile boolean canceled;
    private volatile @Nullable Call running;
    private volatile @Nullable List<Call> beside; // all of them, where several may run
    private volatile @Nullable Thread waiter;

    @Override
    public void canceled(Call call) {
        canceled = true;
        Call attempt = running;
        if (attempt != null) {
            attempt.cancel();
        }
        List<Call> others = beside;
        if (others != null) {
            others.forEach(Call::cancel);
        }
        LockSupport.unpark(waiter);
    }

    boolean isCanceled() {
        return canceled;
    }

    /** Looks once more after the hook was added: the cancel may have come before. */
    void attach(Call front) {
        front.addEventListener(this);
        if (front.isCanceled()) {
            canceled = true;
        }
    }

    void run(Call attempt) {
        running = attempt;
        if (canceled) {
            attempt.cancel();
        }
    }

    /** One of several; told by one thread only. */
    void runBeside(Call attempt) {
        List<Call> others = beside == null ? new CopyOnWriteArrayList<>() : beside;
        others.add(attempt);
        beside = others;
        if (canceled) {
            attempt.cancel();
        }
    }

    void finished(Call attempt) {
        if (running == attempt) {
            running = null;
        }
        List<Call> others = beside;
        if (others != null) {
            others.remove(attempt);
        }
    }

    /** Waits, at most so long; ends early on a cancel, when the thread is unparked, or for no reason at all. */
    void park(long nanos) throws InterruptedIOException {
        waiter = Thread.currentThread();
        try {
            if (!canceled && nanos > 0) {
                LockSupport.parkNanos(this, nanos);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted");
            }
        } finally {
            waiter = null;
        }
    }
}

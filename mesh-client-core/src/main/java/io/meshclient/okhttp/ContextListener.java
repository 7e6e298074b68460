package io.meshclient.okhttp;

import io.meshclient.observe.CapturedContext;
import io.meshclient.observe.MeshObserver;
import okhttp3.Call;
import okhttp3.EventListener;

/** Captures the caller's context when a front call starts, which OkHttp tells on the caller's thread even for enqueue. */
final class ContextListener extends EventListener {

    private final MeshObserver observer;

    ContextListener(MeshObserver observer) {
        this.observer = observer;
    }

    @Override
    public void callStart(Call call) {
        CapturedContext context = observer.captureContext();
        if (context != null) {
            CallerContext caller = new CallerContext(Thread.currentThread(), context);
            call.tag(CallerContext.class, () -> caller);
        }
    }

    /** The user's listeners first, then this one; without a user's factory there is one listener for all calls. */
    Factory after(Factory users) {
        return call -> {
            EventListener first = users.create(call);
            return first == EventListener.NONE ? this : first.plus(this);
        };
    }
}

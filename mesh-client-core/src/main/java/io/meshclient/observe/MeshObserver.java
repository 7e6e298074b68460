package io.meshclient.observe;

import org.jspecify.annotations.Nullable;

/**
 * Hears what the mesh does, as typed events. Methods are called on whichever thread caused the event, calls in parallel;
 * they must be quick and must not block. What an observer throws is logged and never reaches the call.
 */
public interface MeshObserver {

    /**
     * Captures what hangs on the calling thread (a trace context, a diagnostic context), for a call that may go on on
     * another one. Called on the caller's thread for {@code execute} and {@code enqueue} alike.
     *
     * @return what to restore on the other thread, or null for nothing
     */
    default @Nullable CapturedContext captureContext() {
        return null;
    }

    /**
     * A call begins.
     *
     * @param event its facts
     * @return who hears the rest of this call; {@link CallObserver#NONE} for nobody
     */
    default CallObserver callStarted(CallStarted event) {
        return CallObserver.NONE;
    }

    /**
     * An endpoint's state changed.
     *
     * @param event its facts
     */
    default void endpointChanged(EndpointEvent event) {}

    /**
     * A service's endpoints, configuration or source changed.
     *
     * @param event its facts
     */
    default void serviceChanged(ServiceEvent event) {}

    /**
     * A fallback answered in the place of a failed call, or threw.
     *
     * @param event its facts
     */
    default void fellBack(FallbackEvent event) {}
}

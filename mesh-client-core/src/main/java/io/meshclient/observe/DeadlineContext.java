package io.meshclient.observe;

import io.meshclient.time.Deadline;
import io.meshclient.time.Internal;
import org.jspecify.annotations.Nullable;

/** Carries the deadline of the caller's thread to the thread on which the call goes on. */
@Internal
public final class DeadlineContext implements MeshObserver {

    @Override
    public @Nullable CapturedContext captureContext() {
        Deadline captured = Deadline.current();
        return captured == null ? null : () -> replace(captured);
    }

    private static CapturedContext.Scope replace(Deadline captured) {
        Deadline before = Deadline.current();
        Deadline.setCurrent(captured);
        return () -> Deadline.setCurrent(before);
    }
}

package io.meshclient.spring.autoconfigure;

import io.meshclient.time.Deadline;
import io.meshclient.time.Internal;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Makes the deadline of a thread a part of what Micrometer's context-propagation carries: to executors that are wrapped by a
 * snapshot, and from Reactor's context to threads. Found by {@link java.util.ServiceLoader}, where that library is.
 */
@Internal
public final class DeadlineThreadLocalAccessor implements ThreadLocalAccessor<Deadline> {

    /** For {@link java.util.ServiceLoader}. */
    public DeadlineThreadLocalAccessor() {}

    @Override
    public Object key() {
        return InboundDeadlines.CONTEXT_KEY;
    }

    @Override
    public @Nullable Deadline getValue() {
        return Deadline.current();
    }

    @Override
    public void setValue(Deadline value) {
        Deadline.setCurrent(value);
    }

    @Override
    public void setValue() {
        Deadline.setCurrent(null);
    }
}

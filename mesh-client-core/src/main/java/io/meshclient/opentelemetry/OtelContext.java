package io.meshclient.opentelemetry;

import io.meshclient.observe.CapturedContext;
import io.opentelemetry.context.Context;

/** A trace context of another thread. */
record OtelContext(Context context) implements CapturedContext {

    @Override
    @SuppressWarnings("MustBeClosedChecker") // whoever restores closes
    public Scope restore() {
        io.opentelemetry.context.Scope scope = context.makeCurrent();
        return scope::close;
    }
}

package io.meshclient.observe;

import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.Verdict;
import io.meshclient.time.Internal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several observers as one that never throws: what one of them throws is logged, and the others hear the event. */
@Internal
public final class Observers implements MeshObserver {

    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);

    private static final ClassValue<AtomicLong> FAILURES = new ClassValue<>() {
        @Override
        protected AtomicLong computeValue(Class<?> type) {
            return new AtomicLong();
        }
    };

    private final MeshObserver[] observers;

    /**
     * Joins observers.
     *
     * @param observers in the order in which they hear
     */
    public Observers(List<? extends MeshObserver> observers) {
        this.observers = observers.toArray(MeshObserver[]::new);
    }

    @Override
    public @Nullable CapturedContext captureContext() {
        List<CapturedContext> captured = null;
        for (MeshObserver observer : observers) {
            CapturedContext context = capture(observer);
            if (context != null) {
                captured = captured == null ? new ArrayList<>(2) : captured;
                captured.add(context);
            }
        }
        if (captured == null) {
            return null;
        }
        List<CapturedContext> all = captured;
        return () -> restore(all);
    }

    private static @Nullable CapturedContext capture(MeshObserver observer) {
        try {
            return observer.captureContext();
        } catch (RuntimeException | LinkageError e) {
            failed(observer, e);
            return null;
        }
    }

    private static CapturedContext.Scope restore(List<CapturedContext> captured) {
        CapturedContext.Scope[] scopes = new CapturedContext.Scope[captured.size()];
        for (int i = 0; i < scopes.length; i++) {
            scopes[i] = ask(captured.get(i), CapturedContext::restore, () -> {});
        }
        return () -> {
            for (int i = scopes.length - 1; i >= 0; i--) {
                tell(scopes[i], CapturedContext.Scope::close);
            }
        };
    }

    @Override
    public CallObserver callStarted(CallStarted event) {
        List<CallObserver> heard = null;
        CallObserver only = CallObserver.NONE;
        for (MeshObserver observer : observers) {
            CallObserver call = ask(observer, o -> o.callStarted(event), CallObserver.NONE);
            if (call == CallObserver.NONE) {
                continue;
            }
            if (only == CallObserver.NONE) {
                only = call;
            } else {
                heard = heard == null ? new ArrayList<>(List.of(only)) : heard;
                heard.add(call);
            }
        }
        if (heard == null) {
            return only == CallObserver.NONE ? only : new Calls(List.of(only));
        }
        return new Calls(heard);
    }

    @Override
    public void endpointChanged(EndpointEvent event) {
        for (MeshObserver observer : observers) {
            tell(observer, o -> o.endpointChanged(event));
        }
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        for (MeshObserver observer : observers) {
            tell(observer, o -> o.serviceChanged(event));
        }
    }

    /** Logs the 1st, 2nd, 4th, 8th … failure: an observer that fails on each call must not flood the log. */
    private static void failed(Object observer, Throwable failure) {
        long count = FAILURES.get(observer.getClass()).incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.warn("An observer of the mesh failed: {} (failure {} of its class)", observer, count, failure);
        }
    }

    private static <T, R> R ask(T observer, Function<T, R> question, R fallback) {
        try {
            return question.apply(observer);
        } catch (RuntimeException | LinkageError e) {
            failed(observer, e);
            return fallback;
        }
    }

    private static <T> void tell(T observer, Consumer<T> event) {
        try {
            event.accept(observer);
        } catch (RuntimeException | LinkageError e) {
            failed(observer, e);
        }
    }

    private record Calls(List<CallObserver> calls) implements CallObserver {

        @Override
        public AttemptObserver attemptStarted(AttemptStarted event) {
            if (calls.size() == 1) {
                AttemptObserver only = ask(calls.get(0), c -> c.attemptStarted(event), AttemptObserver.NONE);
                return only == AttemptObserver.NONE ? only : (outcome, verdict) -> end(only, outcome, verdict);
            }
            List<AttemptObserver> attempts = new ArrayList<>(calls.size());
            for (CallObserver call : calls) {
                attempts.add(ask(call, c -> c.attemptStarted(event), AttemptObserver.NONE));
            }
            return (outcome, verdict) -> attempts.forEach(a -> end(a, outcome, verdict));
        }

        @Override
        public void callEnded(CallEnded event) {
            for (CallObserver call : calls) {
                tell(call, c -> c.callEnded(event));
            }
        }

        private static void end(AttemptObserver attempt, Outcome outcome, Verdict verdict) {
            tell(attempt, a -> a.attemptEnded(outcome, verdict));
        }
    }
}

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
        CallObserver heard = CallObserver.NONE;
        List<CallObserver> all = null;
        for (MeshObserver observer : observers) {
            CallObserver call = started(observer, event);
            if (call == CallObserver.NONE) {
                continue;
            }
            if (heard == CallObserver.NONE) {
                heard = call; // mostly there is no second
            } else {
                all = all == null ? new ArrayList<>(List.of(heard)) : all;
                all.add(call);
            }
        }
        return all == null ? heard : new Calls(all);
    }

    /** An observer's call, guarded, or NONE. */
    private static CallObserver started(MeshObserver observer, CallStarted event) {
        try {
            CallObserver call = observer.callStarted(event);
            return call == CallObserver.NONE ? call : new Guarded(call);
        } catch (RuntimeException | LinkageError e) {
            failed(observer, e);
            return CallObserver.NONE;
        }
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

    @Override
    public void fellBack(FallbackEvent event) {
        for (MeshObserver observer : observers) {
            tell(observer, o -> o.fellBack(event));
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

    /** One observer's call. No lambdas here: this is on the path of every call. */
    private record Guarded(CallObserver call) implements CallObserver {

        @Override
        public AttemptObserver attemptStarted(AttemptStarted event) {
            try {
                AttemptObserver attempt = call.attemptStarted(event);
                return attempt == AttemptObserver.NONE ? attempt : new GuardedAttempt(attempt);
            } catch (RuntimeException | LinkageError e) {
                failed(call, e);
                return AttemptObserver.NONE;
            }
        }

        @Override
        public void callEnded(CallEnded event) {
            try {
                call.callEnded(event);
            } catch (RuntimeException | LinkageError e) {
                failed(call, e);
            }
        }
    }

    private record GuardedAttempt(AttemptObserver attempt) implements AttemptObserver {

        @Override
        public void attemptEnded(Outcome outcome, Verdict verdict) {
            try {
                attempt.attemptEnded(outcome, verdict);
            } catch (RuntimeException | LinkageError e) {
                failed(attempt, e);
            }
        }
    }

    /** The calls of several observers, each of them guarded. */
    private record Calls(List<CallObserver> calls) implements CallObserver {

        @Override
        public AttemptObserver attemptStarted(AttemptStarted event) {
            List<AttemptObserver> attempts = new ArrayList<>(calls.size());
            for (CallObserver call : calls) {
                AttemptObserver attempt = call.attemptStarted(event);
                if (attempt != AttemptObserver.NONE) {
                    attempts.add(attempt);
                }
            }
            return attempts.isEmpty()
                    ? AttemptObserver.NONE
                    : (outcome, verdict) -> attempts.forEach(a -> a.attemptEnded(outcome, verdict));
        }

        @Override
        public void callEnded(CallEnded event) {
            calls.forEach(call -> call.callEnded(event));
        }
    }
}

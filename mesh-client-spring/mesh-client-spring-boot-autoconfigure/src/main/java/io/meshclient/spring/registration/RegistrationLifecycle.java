package io.meshclient.spring.registration;

import io.meshclient.time.Internal;
import io.meshclient.time.MeshRuntime;
import io.meshclient.time.RandomSource;
import io.meshclient.time.Ticker;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.SmartApplicationListener;

/**
 * Registers this application while its context runs. It starts in the last phase, when the web servers listen, and leaves
 * first: when the context begins to close, before other listeners hear of it (task executors take no more tasks from then
 * on, which calls under way may need), and in any case before the first phase stops. Then it waits for the drain delay,
 * with everything else still running.
 */
@Internal
public final class RegistrationLifecycle implements SmartLifecycle, SmartApplicationListener, DisposableBean {

    /** How long the shut-down waits for a registry: a healthy one answers in milliseconds. */
    static final Duration LEAVE_BOUND = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

    private final RegistrationSettings settings;
    private final Ticker ticker;
    private final RandomSource random;
    private final ApplicationContext context;
    private final Self self;

    private final ReentrantLock lock = new ReentrantLock(); // held while the instance leaves, so that it does so once
    private volatile Presence presence = Presence.STARTING;
    private volatile @Nullable Running running;

    /** What there is from start to stop. */
    private record Running(
            Instance instance, Registry registry, Registration registration, RegistrationThread thread) {}

    /**
     * Off if no registry is named.
     *
     * @param settings the properties
     * @param ticker the clock
     * @param random for the back-off and the instance's id
     * @param context whose events count
     */
    public RegistrationLifecycle(
            RegistrationSettings settings, Ticker ticker, RandomSource random, ApplicationContext context) {
        this.settings = settings;
        this.ticker = ticker;
        this.random = random;
        this.context = context;
        this.self = new Self(settings, context.getEnvironment(), random);
    }

    /**
     * What is known of the entry.
     *
     * @return null if there is no registration, or before it begins
     */
    public @Nullable RegistrationView view() {
        Running now = running;
        return now == null
                ? null
                : now.registration().state().view(now.registry().label(), now.instance());
    }

    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE;
    }

    @Override
    public void start() {
        if (!settings.isOn()) {
            return;
        }
        Instance instance = self.instance();
        Registry registry = settings.registry().equals(RegistrationKeys.CONSUL)
                ? new ConsulRegistry(settings.connection(), instance)
                : new EurekaRegistry(settings.connection(), instance, ticker);
        RegistrationThread thread = new RegistrationThread();
        MeshRuntime runtime = new MeshRuntime(ticker, thread, random);
        StateLog log = new StateLog(instance.service() + " " + instance.id(), runtime);
        Registration registration =
                new Registration(registry, runtime, instance.times().heartbeat(), log, presence);
        running = new Running(instance, registry, registration, thread);
        registration.want(presence); // it may have changed in between
        registration.start();
    }

    @Override
    public boolean isRunning() {
        Running now = running;
        return now != null && !now.thread().isClosed();
    }

    @Override
    public boolean supportsEventType(Class<? extends ApplicationEvent> type) {
        return AvailabilityChangeEvent.class.isAssignableFrom(type) || ContextClosedEvent.class.isAssignableFrom(type);
    }

    /** Before Spring's own listeners. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        if (event instanceof ContextClosedEvent closed && closed.getApplicationContext() == context) {
            stop();
        } else if (event instanceof AvailabilityChangeEvent<?> change && isOurs(change)) {
            readiness(change.getState());
        }
    }

    /** Events of child contexts come here too; that one of theirs ends says nothing of this application. */
    private boolean isOurs(AvailabilityChangeEvent<?> change) {
        return !(change.getSource() instanceof ApplicationContext) || change.getSource() == context;
    }

    private void readiness(Object state) {
        if (state == ReadinessState.ACCEPTING_TRAFFIC) {
            presence = Presence.UP;
        } else if (state == ReadinessState.REFUSING_TRAFFIC && presence != Presence.STARTING) {
            presence = Presence.OUT_OF_SERVICE;
        } else {
            return;
        }
        Running now = running;
        if (now != null) {
            now.registration().want(presence);
        }
    }

    /** Deregisters, then waits for the drain delay. Whoever comes second waits for the first. */
    @Override
    public void stop() {
        end(settings.get(RegistrationKeys.DRAIN_DELAY));
    }

    /** When the context could not start: nothing of it is stopped then, nor told that it closes. */
    @Override
    public void destroy() {
        end(Duration.ZERO);
    }

    private void end(Duration delay) {
        lock.lock();
        try {
            Running now = running;
            if (now != null && !now.thread().isClosed()) {
                leave(now, delay);
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave(Running now, Duration delay) {
        try {
            if (now.registration().leave(LEAVE_BOUND)) {
                drain(delay);
            }
        } catch (InterruptedException e) {
            LOG.info("{}: registration: interrupted; the shut-down goes on at once", settings.service());
            Thread.currentThread().interrupt();
        } finally {
            now.registration().close();
            now.thread().close();
        }
    }

    private void drain(Duration delay) throws InterruptedException {
        if (delay.isZero()) {
            return;
        }
        LOG.info(
                "{}: registration: calls are answered for another {} ms, while callers hear of it",
                settings.service(),
                delay.toMillis());
        new CountDownLatch(1).await(delay.toNanos(), TimeUnit.NANOSECONDS); // until then, or an interrupt
    }
}

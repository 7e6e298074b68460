package io.meshclient.spring.cloud;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.client.discovery.event.HeartbeatMonitor;
import org.springframework.cloud.client.discovery.event.InstanceRegisteredEvent;
import org.springframework.cloud.client.discovery.event.ParentHeartbeatEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.SmartApplicationListener;

/**
 * The context's life and the registry's heartbeats, told to the sources. Nothing is asked before the context's beans are all
 * made: clients such as Eureka's are made at their first use, and two threads that make beans can lock each other out. Of all
 * that is started it is the first, and the last to stop, so that endpoints are kept up to date while the application ends.
 * Safe for use by many threads.
 */
final class RegistryPulse implements SmartLifecycle, SmartApplicationListener {

    private final Set<SpringCloudSource> sources = ConcurrentHashMap.newKeySet();

    /** By the kind of client that beats: the values of two clients say nothing about each other. */
    private final Map<Class<?>, HeartbeatMonitor> monitors = new ConcurrentHashMap<>();

    private volatile boolean running;

    void add(SpringCloudSource source) {
        sources.add(source);
    }

    void remove(SpringCloudSource source) {
        sources.remove(source);
    }

    @Override
    public void start() {
        running = true;
        sources.forEach(SpringCloudSource::wake);
    }

    @Override
    public void stop() {
        running = false;
        sources.forEach(SpringCloudSource::sleep);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    @Override
    public boolean supportsEventType(Class<? extends ApplicationEvent> type) {
        return HeartbeatEvent.class.isAssignableFrom(type)
                || ParentHeartbeatEvent.class.isAssignableFrom(type)
                || InstanceRegisteredEvent.class.isAssignableFrom(type);
    }

    /** On the thread of whoever publishes it, which is not held. */
    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        if (isNews(event)) {
            sources.forEach(SpringCloudSource::beat);
        }
    }

    private boolean isNews(ApplicationEvent event) {
        if (event instanceof HeartbeatEvent heartbeat) {
            return monitor(event).update(heartbeat.getValue());
        }
        if (event instanceof ParentHeartbeatEvent heartbeat) {
            return monitor(event).update(heartbeat.getValue());
        }
        return true;
    }

    private HeartbeatMonitor monitor(ApplicationEvent event) {
        return monitors.computeIfAbsent(event.getSource().getClass(), client -> new HeartbeatMonitor());
    }
}

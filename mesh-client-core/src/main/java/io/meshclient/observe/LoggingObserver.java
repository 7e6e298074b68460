package io.meshclient.observe;

import io.meshclient.time.MeshRuntime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Logs one line per change of state, to the logger that bears this class's name, and none per call. Of one kind of
 * change of one service at most one line is written in 10 s; the changes in between are counted, and the last of them is
 * written with their count when the 10 s are over, so that the log ends with what is true.
 */
public final class LoggingObserver implements MeshObserver {

    /** Services beyond this number share one allowance of lines; far more than a mesh has. */
    static final int MAX_SERVICES = 4_096;

    private final MeshRuntime runtime;
    private final Map<String, ServiceLog> services = new ConcurrentHashMap<>();
    private final ServiceLog others;

    /**
     * Makes the observer.
     *
     * @param runtime its ticker measures the 10 s, its timers write what was held back
     */
    public LoggingObserver(MeshRuntime runtime) {
        this.runtime = runtime;
        this.others = new ServiceLog(runtime);
    }

    @Override
    public void endpointChanged(EndpointEvent event) {
        of(event.service()).line(LogLine.of(event.change()), LogLine.text(event));
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        of(event.service()).line(LogLine.of(event.change()), LogLine.text(event));
        if (event.change() == ServiceEvent.Change.REMOVED) {
            ServiceLog gone = services.remove(event.service());
            if (gone != null) {
                gone.close();
            }
        }
    }

    private ServiceLog of(String service) {
        ServiceLog known = services.get(service);
        if (known != null) {
            return known;
        }
        return services.size() < MAX_SERVICES
                ? services.computeIfAbsent(service, name -> new ServiceLog(runtime))
                : others;
    }
}

package io.meshclient.observe;

import org.slf4j.event.Level;

/** The lines that {@link LoggingObserver} writes. */
enum LogLine {
    EJECTED(Level.WARN, "<service>: endpoint <endpoint> is ejected for <time>: <detail>"),
    EJECTION_SPARED(Level.WARN, "<service>: endpoint <endpoint> fails, but is not ejected: <detail>"),
    EJECTION_NOT_ENFORCED(
            Level.DEBUG, "<service>: endpoint <endpoint> is an outlier, by a rule that is not enforced: <detail>"),
    RESTORED(Level.INFO, "<service>: endpoint <endpoint> is no longer ejected: <detail>"),
    HELD_OFF(Level.WARN, "<service>: endpoint <endpoint> refuses connections and is skipped for <time>: <detail>"),
    BACK(Level.INFO, "<service>: endpoint <endpoint> takes connections again: <detail>"),
    UNHEALTHY(Level.WARN, "<service>: endpoint <endpoint> is unhealthy for <time>: <detail>"),
    HEALTHY(Level.INFO, "<service>: endpoint <endpoint> is healthy: <detail>"),
    ENDPOINT_BREAKER_OPENED(
            Level.WARN, "<service>: circuit breaker of endpoint <endpoint> opened for <time>: <detail>"),
    ENDPOINT_BREAKER_CLOSED(Level.INFO, "<service>: circuit breaker of endpoint <endpoint> closed: <detail>"),
    ADDED(Level.DEBUG, "<service>: added: <detail>"),
    REMOVED(Level.DEBUG, "<service>: removed: <detail>"),
    RECONFIGURED(Level.INFO, "<service>: configuration swapped: <detail>"),
    ENDPOINTS_CHANGED(Level.INFO, "<service>: endpoints changed: <detail>"),
    NO_ENDPOINTS(Level.WARN, "<service>: no endpoints: <detail>"),
    DISCOVERY_LOST(Level.WARN, "<service>: discovery lost, the last endpoints stay: <detail>"),
    DISCOVERY_BACK(Level.INFO, "<service>: discovery is back: <detail>"),
    EMPTY_HELD_BACK(Level.WARN, "<service>: discovery names no endpoint, the old ones stay for now: <detail>"),
    BREAKER_OPENED(Level.WARN, "<service>: circuit breaker opened: <detail>"),
    BREAKER_CLOSED(Level.INFO, "<service>: circuit breaker closed: <detail>");

    /** What a registry or an exception says may be a whole page. */
    private static final int MAX_DETAIL = 500;

    private final Level level;
    private final String template;

    LogLine(Level level, String template) {
        this.level = level;
        this.template = template;
    }

    Level level() {
        return level;
    }

    static LogLine of(EndpointEvent.Change change) {
        return switch (change) {
            case EJECTED -> EJECTED;
            case EJECTION_SPARED -> EJECTION_SPARED;
            case EJECTION_NOT_ENFORCED -> EJECTION_NOT_ENFORCED;
            case RESTORED -> RESTORED;
            case HELD_OFF -> HELD_OFF;
            case BACK -> BACK;
            case UNHEALTHY -> UNHEALTHY;
            case HEALTHY -> HEALTHY;
            case BREAKER_OPENED -> ENDPOINT_BREAKER_OPENED;
            case BREAKER_CLOSED -> ENDPOINT_BREAKER_CLOSED;
        };
    }

    static LogLine of(ServiceEvent.Change change) {
        return switch (change) {
            case ADDED -> ADDED;
            case REMOVED -> REMOVED;
            case RECONFIGURED -> RECONFIGURED;
            case ENDPOINTS_CHANGED -> ENDPOINTS_CHANGED;
            case NO_ENDPOINTS -> NO_ENDPOINTS;
            case DISCOVERY_LOST -> DISCOVERY_LOST;
            case DISCOVERY_BACK -> DISCOVERY_BACK;
            case EMPTY_HELD_BACK -> EMPTY_HELD_BACK;
            case BREAKER_OPENED -> BREAKER_OPENED;
            case BREAKER_CLOSED -> BREAKER_CLOSED;
        };
    }

    static String text(EndpointEvent event) {
        return of(event.change()).text(event.service(), event.endpoint(), event.detail(), event.forNanos());
    }

    static String text(ServiceEvent event) {
        return of(event.change()).text(event.service(), "", event.detail(), 0);
    }

    private String text(String service, String endpoint, String detail, long nanos) {
        String line = nanos > 0 ? template.replace("<time>", time(nanos)) : template.replace(" for <time>", "");
        line = detail.isBlank() ? line.replace(": <detail>", "") : line;
        return line.replace("<service>", service)
                .replace("<endpoint>", endpoint)
                .replace("<detail>", oneLine(detail));
    }

    private static String time(long nanos) {
        long millis = nanos / 1_000_000;
        boolean wholeSeconds = millis >= 1_000 && millis % 1_000 == 0;
        return wholeSeconds || millis >= 10_000 ? millis / 1_000 + " s" : millis + " ms";
    }

    /** Details come from servers and registries: no line breaks, lest they forge lines of the log. */
    private static String oneLine(String detail) {
        StringBuilder text = new StringBuilder(Math.min(detail.length(), MAX_DETAIL) + 1);
        for (int i = 0; i < detail.length(); i++) {
            if (i == MAX_DETAIL) {
                return text.append('…').toString();
            }
            char c = detail.charAt(i);
            text.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
        }
        return text.toString();
    }
}

package io.meshclient.policy;

import java.time.Duration;

/** Sets the properties {@code connection.*} of a service by their own words. Not for use by several threads. */
public final class ConnectionBuilder {

    private final ServiceConfig.Builder service;

    ConnectionBuilder(ServiceConfig.Builder service) {
        this.service = service;
    }

    /**
     * Property {@code connection.max-age}.
     *
     * @param age zero for any
     * @return this
     */
    public ConnectionBuilder maxAge(Duration age) {
        service.set("connection.max-age", String.valueOf(age));
        return this;
    }

    /**
     * Property {@code connection.ping-interval}.
     *
     * @param interval how often HTTP/2 connections are pinged; zero for never
     * @return this
     */
    public ConnectionBuilder pingInterval(Duration interval) {
        service.set("connection.ping-interval", String.valueOf(interval));
        return this;
    }

    /**
     * Property {@code connection.ping-timeout}.
     *
     * @param timeout how long a ping's answer may take
     * @return this
     */
    public ConnectionBuilder pingTimeout(Duration timeout) {
        service.set("connection.ping-timeout", String.valueOf(timeout));
        return this;
    }

    /**
     * Property {@code connection.max-timeouts}.
     *
     * @param timeouts how many in a row without a byte; zero for any number
     * @return this
     */
    public ConnectionBuilder maxTimeouts(int timeouts) {
        service.set("connection.max-timeouts", String.valueOf(timeouts));
        return this;
    }

    /**
     * Property {@code connection.max-idle}.
     *
     * @param connections idle ones that are kept for each endpoint
     * @return this
     */
    public ConnectionBuilder maxIdle(int connections) {
        service.set("connection.max-idle", String.valueOf(connections));
        return this;
    }

    /**
     * Property {@code connection.idle-timeout}.
     *
     * @param timeout after what time an idle connection is closed
     * @return this
     */
    public ConnectionBuilder idleTimeout(Duration timeout) {
        service.set("connection.idle-timeout", String.valueOf(timeout));
        return this;
    }

    /**
     * Property {@code connection.resolve-interval}.
     *
     * @param interval how often a host name in use is resolved again; zero for never
     * @return this
     */
    public ConnectionBuilder resolveInterval(Duration interval) {
        service.set("connection.resolve-interval", String.valueOf(interval));
        return this;
    }
}

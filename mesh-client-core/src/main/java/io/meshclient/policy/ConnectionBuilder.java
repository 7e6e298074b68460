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
}

package io.meshclient.endpoint;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * One instance of a service. Immutable. {@link #key()} is its identity; {@code equals} compares everything, which is what
 * a difference between two sets needs.
 *
 * @param host an IP address, IPv6 without brackets, or a name that is resolved when a connection is made
 * @param port 1 … 65535
 * @param weight its share relative to others; 0 means no traffic while another endpoint has some
 * @param priority 0 is used first; the next one when no better has an available endpoint
 * @param locality where it runs
 * @param health what its source says of it
 * @param metadata further facts from its source
 */
public record Endpoint(
        String host,
        int port,
        int weight,
        int priority,
        Locality locality,
        Health health,
        Map<String, String> metadata) {

    /** The largest weight that is taken; greater ones say nothing more. */
    public static final int MAX_WEIGHT = 65_535;

    /** Checks each part and says what is allowed. */
    public Endpoint {
        requireNonNull(host, "host");
        requireNonNull(locality, "locality");
        requireNonNull(health, "health");
        if (host.isBlank()) {
            throw new IllegalArgumentException("An endpoint needs a host, such as 10.0.0.7 or orders-1.internal");
        }
        String wrong = HostPort.whyNotHost(host);
        if (wrong != null) {
            throw new IllegalArgumentException("Host '" + host + "' of an endpoint " + wrong
                    + "; allowed is an IP address (IPv6 without brackets) or a name");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("Port " + port + " of endpoint " + host + " is not between 1 and 65535");
        }
        if (weight < 0 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException("Weight " + weight + " of endpoint " + HostPort.format(host, port)
                    + " is not between 0 and " + MAX_WEIGHT);
        }
        if (priority < 0 || priority > 127) {
            throw new IllegalArgumentException("Priority " + priority + " of endpoint " + HostPort.format(host, port)
                    + " is not between 0 and 127");
        }
        metadata = Map.copyOf(metadata);
    }

    /**
     * Reads {@code host:port}; an IPv6 address stands in brackets: {@code [::1]:8080}.
     *
     * @param hostPort the text
     * @return a healthy-unless-told-otherwise endpoint of weight 1
     * @throws IllegalArgumentException if the text is something else; the message says what and why
     */
    public static Endpoint parse(String hostPort) {
        return HostPort.parse(hostPort).build();
    }

    /**
     * Starts an endpoint with weight 1, priority 0, unknown locality and health, no metadata.
     *
     * @param host see {@link #host()}
     * @param port see {@link #port()}
     * @return a builder
     */
    public static Builder builder(String host, int port) {
        return new Builder(host, port);
    }

    /**
     * The identity: an endpoint with the same key in a later set is the same one, with its statistics.
     *
     * @return {@code host:port}, IPv6 in brackets
     */
    public String key() {
        return HostPort.format(host, port);
    }

    /**
     * Whether it is the same endpoint, perhaps with other facts: what comparing the keys would say, without making them.
     *
     * @param other any
     * @return true if both have the same {@link #key()}
     */
    public boolean hasKeyOf(Endpoint other) {
        return this == other || port == other.port && host.equals(other.host);
    }

    /**
     * Starts from this endpoint's values.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        return new Builder(host, port)
                .weight(weight)
                .priority(priority)
                .locality(locality)
                .health(health)
                .metadata(metadata);
    }

    /** Builds endpoints. Not for use by several threads. */
    public static final class Builder {
        private final String host;
        private final int port;
        private int weight = 1;
        private int priority;
        private Locality locality = Locality.UNKNOWN;
        private Health health = Health.UNKNOWN;
        private Map<String, String> metadata = Map.of();

        private Builder(String host, int port) {
            this.host = host;
            this.port = port;
        }

        /**
         * Sets {@link Endpoint#weight()}.
         *
         * @param value 0 … {@value Endpoint#MAX_WEIGHT}
         * @return this
         */
        public Builder weight(int value) {
            weight = value;
            return this;
        }

        /**
         * Sets {@link Endpoint#priority()}.
         *
         * @param value 0 … 127
         * @return this
         */
        public Builder priority(int value) {
            priority = value;
            return this;
        }

        /**
         * Sets {@link Endpoint#locality()}.
         *
         * @param value where it runs
         * @return this
         */
        public Builder locality(Locality value) {
            locality = value;
            return this;
        }

        /**
         * Sets {@link Endpoint#health()}.
         *
         * @param value what its source says
         * @return this
         */
        public Builder health(Health value) {
            health = value;
            return this;
        }

        /**
         * Sets {@link Endpoint#metadata()}.
         *
         * @param value further facts
         * @return this
         */
        public Builder metadata(Map<String, String> value) {
            metadata = value;
            return this;
        }

        /**
         * Makes the endpoint.
         *
         * @return the endpoint
         * @throws IllegalArgumentException if a value is out of its range
         */
        public Endpoint build() {
            return new Endpoint(host, port, weight, priority, locality, health, metadata);
        }
    }
}

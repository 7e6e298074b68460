package io.meshclient.discovery.dns;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.discovery.WatchedDiscovery;
import io.meshclient.policy.ConfigValue;
import io.meshclient.policy.Settings;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Endpoints from name servers. A target is {@code dns:///name:port} or {@code name:port} for the addresses of a name, or
 * {@code srv:///_http._tcp.name} for SRV records. DNS tells nobody of changes: a name is asked for again when its time to
 * live is over. Safe for use by many threads; it has one daemon thread of its own.
 */
public final class DnsDiscovery implements Discovery {

    private final WatchedDiscovery watched;

    DnsDiscovery(DnsSettings settings, MeshRuntime runtime) {
        this.watched = new WatchedDiscovery(new DnsSource(settings, runtime));
    }

    /**
     * Starts from the machine's {@code resolv.conf} and the defaults of the properties.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Subscription subscribe(String target, Listener listener) {
        return watched.subscribe(target, listener);
    }

    @Override
    public void close() {
        watched.close();
    }

    /**
     * Builds discoveries, by the words of the properties below {@code mesh.client.discovery.dns.}. Values are checked as
     * those are. Not for use by several threads.
     */
    public static final class Builder {
        private final Map<String, ConfigValue> values = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Sets the name servers.
         *
         * @param value IP addresses, with a port if it is not 53
         * @return this
         */
        public Builder servers(String... value) {
            return set(DnsKeys.SERVERS.name(), String.join(",", value));
        }

        /**
         * Sets the search domains.
         *
         * @param value in their order; none for no search
         * @return this
         */
        public Builder search(String... value) {
            return set(DnsKeys.SEARCH.name(), value.length == 0 ? DnsKeys.NO_SEARCH : String.join(",", value));
        }

        /**
         * Sets from how many dots on a name is first asked for as it is.
         *
         * @param value 0 … 15
         * @return this
         */
        public Builder ndots(int value) {
            return set(DnsKeys.NDOTS.name(), Integer.toString(value));
        }

        /**
         * Sets the file that says what is not set here.
         *
         * @param value its path
         * @return this
         */
        public Builder resolvConf(String value) {
            return set(DnsKeys.RESOLV_CONF.name(), value);
        }

        /**
         * Sets which addresses count.
         *
         * @param value {@code any}, {@code ipv4} or {@code ipv6}
         * @return this
         */
        public Builder addressFamily(String value) {
            return set(DnsKeys.ADDRESS_FAMILY.name(), value);
        }

        /**
         * Sets the port of targets without one.
         *
         * @param value 1 … 65535
         * @return this
         */
        public Builder defaultPort(int value) {
            return set(DnsKeys.DEFAULT_PORT.name(), Integer.toString(value));
        }

        /**
         * Sets the least time between two questions for a name.
         *
         * @param value 10 ms or more
         * @return this
         */
        public Builder minTtl(Duration value) {
            return set(DnsKeys.MIN_TTL.name(), value.toString());
        }

        /**
         * Sets the greatest time between two questions for a name.
         *
         * @param value at least the least one
         * @return this
         */
        public Builder maxTtl(Duration value) {
            return set(DnsKeys.MAX_TTL.name(), value.toString());
        }

        /**
         * Sets the greatest time after an answer without endpoints.
         *
         * @param value at least the least one
         * @return this
         */
        public Builder negativeTtl(Duration value) {
            return set(DnsKeys.NEGATIVE_TTL.name(), value.toString());
        }

        /**
         * Sets how long one server has for one answer.
         *
         * @param value above zero
         * @return this
         */
        public Builder timeout(Duration value) {
            return set(DnsKeys.TIMEOUT.name(), value.toString());
        }

        /**
         * Sets how often each server is asked before a lookup has failed.
         *
         * @param value 1 … 10
         * @return this
         */
        public Builder attempts(int value) {
            return set(DnsKeys.ATTEMPTS.name(), Integer.toString(value));
        }

        private Builder set(String key, String text) {
            values.put(key, new ConfigValue(text, "DnsDiscovery.builder()"));
            return this;
        }

        /**
         * Makes the discovery.
         *
         * @param runtime its time, timers and randomness; stays open when the discovery is closed
         * @return a discovery; whoever made it closes it
         * @throws IllegalArgumentException if a value is not allowed
         */
        public DnsDiscovery build(MeshRuntime runtime) {
            return new DnsDiscovery(DnsSettings.of(Settings.of(DnsKeys.rows(), DnsKeys.PREFIX, values)), runtime);
        }
    }
}

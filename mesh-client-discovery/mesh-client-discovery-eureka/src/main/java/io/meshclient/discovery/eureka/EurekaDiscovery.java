package io.meshclient.discovery.eureka;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.discovery.WatchedDiscovery;
import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.ConfigValue;
import io.meshclient.policy.Settings;
import io.meshclient.time.MeshRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints from one or several Eureka servers. A target is the name of an application, such as {@code orders}, or {@code
 * vip:} and a virtual address, such as {@code vip:orders}; neither is case-sensitive. The registry is fetched for all targets
 * at once, as long as there is one.
 */
public final class EurekaDiscovery implements Discovery {

    private final WatchedDiscovery watched;
    private final @Nullable MeshRuntime own;

    /** The runtime to close with it, if it is its own. */
    EurekaDiscovery(EurekaSettings settings, MeshRuntime runtime, @Nullable MeshRuntime own) {
        this.watched = new WatchedDiscovery(new FetchLoop(settings, new HttpEureka(settings), runtime));
        this.own = own;
    }

    /**
     * Starts a discovery with what the properties have by default.
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
        if (own != null) {
            own.close();
        }
    }

    /** Sets by the same words what properties set. Not for use by several threads. */
    public static final class Builder {
        private final Map<String, ConfigValue> values = new LinkedHashMap<>();
        private @Nullable MeshRuntime runtime;

        private Builder() {}

        /**
         * Property {@code urls}.
         *
         * @param urls of the servers, each up to and with {@code /eureka}
         * @return this
         */
        public Builder urls(String... urls) {
            return set(EurekaKeys.URLS, String.join(",", urls));
        }

        /**
         * Properties {@code username} and {@code password}.
         *
         * @param username the user
         * @param password the user's password
         * @return this
         */
        public Builder login(String username, String password) {
            return set(EurekaKeys.USERNAME, username).set(EurekaKeys.PASSWORD, password);
        }

        /**
         * Properties {@code username} and {@code password-file}.
         *
         * @param username the user
         * @param passwordFile read before every request
         * @return this
         */
        public Builder login(String username, Path passwordFile) {
            return set(EurekaKeys.USERNAME, username).set(EurekaKeys.PASSWORD_FILE, passwordFile.toString());
        }

        /**
         * Property {@code interval}.
         *
         * @param value from an answer to the next question
         * @return this
         */
        public Builder interval(Duration value) {
            return set(EurekaKeys.INTERVAL, value.toString());
        }

        /**
         * Property {@code delta}.
         *
         * @param value whether differences are asked for
         * @return this
         */
        public Builder delta(boolean value) {
            return set(EurekaKeys.DELTA, Boolean.toString(value));
        }

        /**
         * Property {@code full-interval}.
         *
         * @param value after which the whole is asked for all the same
         * @return this
         */
        public Builder fullInterval(Duration value) {
            return set(EurekaKeys.FULL_INTERVAL, value.toString());
        }

        /**
         * Property {@code secure}.
         *
         * @param value whether secure ports and secure virtual addresses count
         * @return this
         */
        public Builder secure(boolean value) {
            return set(EurekaKeys.SECURE, Boolean.toString(value));
        }

        /**
         * Property {@code prefer-ip-address}.
         *
         * @param value whether the IP address is used in place of the host name
         * @return this
         */
        public Builder preferIpAddress(boolean value) {
            return set(EurekaKeys.PREFER_IP_ADDRESS, Boolean.toString(value));
        }

        /**
         * Property {@code region}.
         *
         * @param value of instances that do not say
         * @return this
         */
        public Builder region(String value) {
            return set(EurekaKeys.REGION, value);
        }

        /**
         * Property {@code ca-file}.
         *
         * @param value certificates in PEM
         * @return this
         */
        public Builder caFile(Path value) {
            return set(EurekaKeys.CA_FILE, value.toString());
        }

        /**
         * Property {@code connect-timeout}.
         *
         * @param value of connecting to a server
         * @return this
         */
        public Builder connectTimeout(Duration value) {
            return set(EurekaKeys.CONNECT_TIMEOUT, value.toString());
        }

        /**
         * Property {@code timeout}.
         *
         * @param value of a whole answer
         * @return this
         */
        public Builder timeout(Duration value) {
            return set(EurekaKeys.TIMEOUT, value.toString());
        }

        /**
         * Property {@code max-answer-megabytes}.
         *
         * @param value of the largest answer that is read
         * @return this
         */
        public Builder maxAnswerMegabytes(int value) {
            return set(EurekaKeys.MAX_ANSWER_MEGABYTES, Integer.toString(value));
        }

        /**
         * Replaces time, timers and randomness. The caller closes it.
         *
         * @param value such as a fake for tests
         * @return this
         */
        public Builder runtime(MeshRuntime value) {
            runtime = value;
            return this;
        }

        private Builder set(ConfigKey<?> key, String value) {
            values.put(key.name(), new ConfigValue(value, "EurekaDiscovery.builder()"));
            return this;
        }

        /**
         * Makes the discovery; a server is asked when there is a subscription.
         *
         * @return to be closed by the caller
         * @throws IllegalArgumentException if a value is not allowed; the message says what is
         */
        public EurekaDiscovery build() {
            EurekaSettings settings = EurekaSettings.of(Settings.of(EurekaKeys.ALL, "", values));
            if (runtime != null) {
                return new EurekaDiscovery(settings, runtime, null);
            }
            MeshRuntime own = MeshRuntime.system();
            return new EurekaDiscovery(settings, own, own);
        }
    }
}

package io.meshclient.policy;

import io.meshclient.endpoint.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is decided about one service. Immutable.
 *
 * @param name the service's name, also its first logical host
 * @param endpoints its instances, when {@code discovery} is {@code static}
 * @param discovery where its endpoints come from; several names are separated by commas
 * @param discoveryTarget what the registry calls it; one for all discoveries, or one for each
 * @param discoveryMode what several discoveries are together
 * @param discoveryPercent with mode {@code migrate}, the last discovery's share of the calls
 * @param scheme of {@code @MeshClient}'s base URL
 * @param hosts further logical hosts
 * @param balancer see {@link BalancerPolicy}
 * @param timeouts see {@link TimeoutPolicy}
 * @param maxConcurrentCalls calls under way at once; 0 for no limit
 * @param panicThreshold percentage; 0 for off
 * @param emptyGuard how long an empty answer of a registry is held back
 * @param retry see {@link RetryPolicy}
 * @param hedge see {@link HedgePolicy}
 * @param outlier see {@link OutlierPolicy}
 * @param healthCheck see {@link HealthCheckPolicy}
 * @param slowStart see {@link SlowStartPolicy}
 * @param breaker see {@link BreakerPolicy}
 * @param limit see {@link LimitPolicy}
 * @param admission see {@link AdmissionPolicy}
 * @param rateLimit see {@link RateLimitPolicy}
 * @param priority see {@link PriorityPolicy}
 * @param locality see {@link LocalityPolicy}
 * @param subset see {@link SubsetPolicy}
 * @param subsetting see {@link SubsettingPolicy}
 * @param connection see {@link ConnectionPolicy}
 * @param settings the texts behind all of this, with their origins
 */
public record ServiceConfig(
        String name,
        List<Endpoint> endpoints,
        String discovery,
        String discoveryTarget,
        String discoveryMode,
        int discoveryPercent,
        String scheme,
        List<String> hosts,
        BalancerPolicy balancer,
        TimeoutPolicy timeouts,
        int maxConcurrentCalls,
        int panicThreshold,
        Duration emptyGuard,
        RetryPolicy retry,
        HedgePolicy hedge,
        OutlierPolicy outlier,
        HealthCheckPolicy healthCheck,
        SlowStartPolicy slowStart,
        BreakerPolicy breaker,
        LimitPolicy limit,
        AdmissionPolicy admission,
        RateLimitPolicy rateLimit,
        PriorityPolicy priority,
        LocalityPolicy locality,
        SubsetPolicy subset,
        SubsettingPolicy subsetting,
        ConnectionPolicy connection,
        Settings settings) {

    /** Where the endpoints stand in the configuration itself. */
    public static final String STATIC = "static";

    /**
     * A service with the library's defaults and what the edit sets.
     *
     * @param name its name
     * @param edit sets what differs
     * @return the service
     * @throws IllegalArgumentException if the name or a value is not allowed
     */
    public static ServiceConfig of(String name, Consumer<Builder> edit) {
        return MeshConfig.builder().service(name, edit).build().service(name);
    }

    static ServiceConfig resolve(String name, Settings settings, @Nullable List<Endpoint> endpoints) {
        String target = settings.get(KeyTable.DISCOVERY_TARGET);
        return new ServiceConfig(
                name,
                endpoints != null ? List.copyOf(endpoints) : settings.get(KeyTable.ENDPOINTS),
                settings.get(KeyTable.DISCOVERY),
                target.isEmpty() ? name : target,
                settings.get(KeyTable.DISCOVERY_MODE),
                settings.get(KeyTable.DISCOVERY_PERCENT),
                settings.get(KeyTable.SCHEME),
                settings.get(KeyTable.HOSTS),
                BalancerPolicy.of(settings),
                TimeoutPolicy.of(settings),
                settings.get(KeyTable.MAX_CONCURRENT_CALLS),
                settings.get(KeyTable.PANIC_THRESHOLD),
                settings.get(KeyTable.EMPTY_GUARD),
                RetryPolicy.of(settings),
                HedgePolicy.of(settings),
                OutlierPolicy.of(settings),
                HealthCheckPolicy.of(settings),
                SlowStartPolicy.of(settings),
                BreakerPolicy.of(settings),
                LimitPolicy.of(settings),
                AdmissionPolicy.of(settings),
                RateLimitPolicy.of(settings),
                PriorityPolicy.of(settings),
                LocalityPolicy.of(settings),
                SubsetPolicy.of(settings),
                SubsettingPolicy.of(settings),
                ConnectionPolicy.of(settings),
                settings);
    }

    /** Sets a service's values by the words of its properties. Not for use by several threads. */
    public static final class Builder {
        private final Map<String, ConfigValue> values = new LinkedHashMap<>();
        private @Nullable List<Endpoint> endpoints;

        Builder() {}

        /**
         * Sets any key of the {@link KeyTable}.
         *
         * @param key such as {@code retry.max-retries}
         * @param text the value as a property would have it
         * @return this
         */
        public Builder set(String key, String text) {
            return set(key, new ConfigValue(text, ConfigValue.BUILDER));
        }

        Builder set(String key, ConfigValue value) {
            if (key.equals(KeyTable.ENDPOINTS.name())) {
                endpoints = null; // what is said last counts, whichever way it is said
            }
            values.put(key, value);
            return this;
        }

        private Builder set(ConfigKey<?> key, Object value) {
            return set(key.name(), String.valueOf(value));
        }

        /**
         * Names the instances.
         *
         * @param hostPorts each {@code host:port}
         * @return this
         */
        public Builder endpoints(String... hostPorts) {
            return set(KeyTable.ENDPOINTS, String.join(",", hostPorts));
        }

        /**
         * Names the instances, with weights and all.
         *
         * @param instances the endpoints
         * @return this
         */
        public Builder endpoints(List<Endpoint> instances) {
            List<String> keys = new ArrayList<>();
            instances.forEach(endpoint -> keys.add(endpoint.key()));
            set(KeyTable.ENDPOINTS, String.join(",", keys));
            endpoints = List.copyOf(instances);
            return this;
        }

        /**
         * Property {@code discovery}.
         *
         * @param names of a discovery, or of several in the order of {@code discovery-mode}
         * @return this
         */
        public Builder discovery(String... names) {
            return set(KeyTable.DISCOVERY, String.join(",", names));
        }

        /**
         * Property {@code discovery-target}.
         *
         * @param targets what the registry calls the service; one for all discoveries, or one for each
         * @return this
         */
        public Builder discoveryTarget(String... targets) {
            return set(KeyTable.DISCOVERY_TARGET, String.join(",", targets));
        }

        /**
         * Property {@code discovery-mode}.
         *
         * @param mode prefer, merge or migrate
         * @return this
         */
        public Builder discoveryMode(String mode) {
            return set(KeyTable.DISCOVERY_MODE, mode);
        }

        /**
         * Property {@code discovery-percent}.
         *
         * @param percent of the calls for the last discovery, with mode migrate
         * @return this
         */
        public Builder discoveryPercent(int percent) {
            return set(KeyTable.DISCOVERY_PERCENT, percent);
        }

        /**
         * Property {@code scheme}.
         *
         * @param scheme http or https
         * @return this
         */
        public Builder scheme(String scheme) {
            return set(KeyTable.SCHEME, scheme);
        }

        /**
         * Property {@code hosts}.
         *
         * @param hosts further logical hosts
         * @return this
         */
        public Builder hosts(String... hosts) {
            return set(KeyTable.HOSTS, String.join(",", hosts));
        }

        /**
         * Property {@code balancer}.
         *
         * @param name of a balancer
         * @return this
         */
        public Builder balancer(String name) {
            return set(BalancerKeys.BALANCER, name);
        }

        /**
         * Property {@code call-timeout}.
         *
         * @param timeout zero for none
         * @return this
         */
        public Builder callTimeout(Duration timeout) {
            return set(KeyTable.CALL_TIMEOUT, timeout);
        }

        /**
         * Property {@code call-timeout-covers-body}.
         *
         * @param covers whether it does
         * @return this
         */
        public Builder callTimeoutCoversBody(boolean covers) {
            return set(KeyTable.CALL_TIMEOUT_COVERS_BODY, covers);
        }

        /**
         * Property {@code per-try-timeout}.
         *
         * @param timeout zero for none
         * @return this
         */
        public Builder perTryTimeout(Duration timeout) {
            return set(KeyTable.PER_TRY_TIMEOUT, timeout);
        }

        /**
         * Property {@code per-try-idle-timeout}.
         *
         * @param timeout zero for none
         * @return this
         */
        public Builder perTryIdleTimeout(Duration timeout) {
            return set(RetryRuleKeys.PER_TRY_IDLE_TIMEOUT, timeout);
        }

        /**
         * Property {@code connect-timeout}.
         *
         * @param timeout zero for none
         * @return this
         */
        public Builder connectTimeout(Duration timeout) {
            return set(KeyTable.CONNECT_TIMEOUT, timeout);
        }

        /**
         * Properties {@code deadline.*}.
         *
         * @param edit sets them
         * @return this
         */
        public Builder deadline(Consumer<DeadlineBuilder> edit) {
            edit.accept(new DeadlineBuilder(this));
            return this;
        }

        /**
         * Property {@code max-concurrent-calls}.
         *
         * @param calls 0 for no limit
         * @return this
         */
        public Builder maxConcurrentCalls(int calls) {
            return set(KeyTable.MAX_CONCURRENT_CALLS, calls);
        }

        /**
         * Property {@code panic-threshold}.
         *
         * @param percent 0 for off
         * @return this
         */
        public Builder panicThreshold(int percent) {
            return set(KeyTable.PANIC_THRESHOLD, percent);
        }

        /**
         * Property {@code fail-on-panic}.
         *
         * @param fail whether calls are refused when too few endpoints are healthy
         * @return this
         */
        public Builder failOnPanic(boolean fail) {
            return set(KeyTable.FAIL_ON_PANIC, fail);
        }

        /**
         * Property {@code empty-guard}.
         *
         * @param guard zero for none
         * @return this
         */
        public Builder emptyGuard(Duration guard) {
            return set(KeyTable.EMPTY_GUARD, guard);
        }

        /**
         * Properties {@code least-request.*}.
         *
         * @param edit sets them
         * @return this
         */
        public Builder leastRequest(Consumer<LeastRequestBuilder> edit) {
            edit.accept(new LeastRequestBuilder(this));
            return this;
        }

        /**
         * Properties {@code hash.*}.
         *
         * @param edit sets them
         * @return this
         */
        public Builder hash(Consumer<HashBuilder> edit) {
            edit.accept(new HashBuilder(this));
            return this;
        }

        /**
         * Properties {@code orca.*}.
         *
         * @param edit sets them
         * @return this
         */
        public Builder orca(Consumer<OrcaBuilder> edit) {
            edit.accept(new OrcaBuilder(this));
            return this;
        }

        /**
         * Properties {@code prequal.*}.
         *
         * @param edit sets them
         * @return this
         */
        public Builder prequal(Consumer<PrequalBuilder> edit) {
            edit.accept(new PrequalBuilder(this));
            return this;
        }

        /**
         * Properties {@code retry.*}.
         *
         * @param edit sets them
         * @return this
         */
        public Builder retry(Consumer<RetryBuilder> edit) {
            edit.accept(new RetryBuilder(this));
            return this;
        }

        /**
         * Properties {@code hedge.*}.
         *
         * @param edit sets them
         * @return this
         */
        public Builder hedge(Consumer<HedgeBuilder> edit) {
            edit.accept(new HedgeBuilder(this));
            return this;
        }

        /**
         * Properties {@code outlier.*}.
         *
         * @param edit sets them
         * @return this
         */
        public Builder outlier(Consumer<OutlierBuilder> edit) {
            edit.accept(new OutlierBuilder(this));
            return this;
        }

        /**
         * Properties {@code health-check.*}.
         *
         * @param edit sets them
         * @return this
         */
        public Builder healthCheck(Consumer<HealthCheckBuilder> edit) {
            edit.accept(new HealthCheckBuilder(this));
            return this;
        }

        /**
         * Properties {@code slow-start.*}.
         *
         * @param edit sets them
         * @return this
         */
        public Builder slowStart(Consumer<SlowStartBuilder> edit) {
            edit.accept(new SlowStartBuilder(this));
            return this;
        }

        /**
         * Properties {@code breaker.*}.
         *
         * @param edit sets them
         * @return this
         */
        public Builder breaker(Consumer<BreakerBuilder> edit) {
            edit.accept(new BreakerBuilder(this));
            return this;
        }

        /**
         * Properties {@code limit.*}.
         *
         * @param edit sets them
         * @return this
         */
        public Builder limit(Consumer<LimitBuilder> edit) {
            edit.accept(new LimitBuilder(this));
            return this;
        }

        /**
         * Properties {@code admission.*}.
         *
         * @param edit sets them
         * @return this
         */
        public Builder admission(Consumer<AdmissionBuilder> edit) {
            edit.accept(new AdmissionBuilder(this));
            return this;
        }

        /**
         * Properties {@code rate-limit.*}.
         *
         * @param edit sets them
         * @return this
         */
        public Builder rateLimit(Consumer<RateLimitBuilder> edit) {
            edit.accept(new RateLimitBuilder(this));
            return this;
        }

        /**
         * Properties {@code priority.*}.
         *
         * @param edit sets them
         * @return this
         */
        public Builder priority(Consumer<PriorityBuilder> edit) {
            edit.accept(new PriorityBuilder(this));
            return this;
        }

        /**
         * Properties {@code locality.*}.
         *
         * @param edit sets them
         * @return this
         */
        public Builder locality(Consumer<LocalityBuilder> edit) {
            edit.accept(new LocalityBuilder(this));
            return this;
        }

        /**
         * Properties {@code subsetting.*}.
         *
         * @param edit sets them
         * @return this
         */
        public Builder subsetting(Consumer<SubsettingBuilder> edit) {
            edit.accept(new SubsettingBuilder(this));
            return this;
        }

        /**
         * Properties {@code subset.*}.
         *
         * @param edit sets them
         * @return this
         */
        public Builder subset(Consumer<SubsetBuilder> edit) {
            edit.accept(new SubsetBuilder(this));
            return this;
        }

        /**
         * Properties {@code connection.*}.
         *
         * @param edit sets them
         * @return this
         */
        public Builder connection(Consumer<ConnectionBuilder> edit) {
            edit.accept(new ConnectionBuilder(this));
            return this;
        }

        Map<String, ConfigValue> values() {
            return values;
        }

        @Nullable
        List<Endpoint> endpoints() {
            return endpoints;
        }
    }
}

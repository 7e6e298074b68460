package io.meshclient.policy;

import io.meshclient.time.Internal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one request wants differently: {@code request.tag(CallOptions.class, CallOptions.builder()…build())}. Immutable.
 */
public final class CallOptions {

    private static final int MOST_RETRIES = 10;
    private static final CallOptions NONE = builder().build();

    private final @Nullable Boolean idempotent;
    private final @Nullable Duration callTimeout;
    private final @Nullable Duration perTryTimeout;
    private final @Nullable String hashKey;
    private final @Nullable CallPriority priority;

    private final Map<String, String> subset;
    private final @Nullable Integer maxRetries;
    private final @Nullable Set<RetryOn> retryOn;
    private final Set<Integer> retriableStatusCodes;
    private final @Nullable Boolean idempotencyKey;
    private final @Nullable Boolean hedge;
    private final @Nullable Duration hedgeDelay;
    private final @Nullable CallOptions own; // null unless there is a base
    private final @Nullable CallOptions base;

    private CallOptions(Builder builder) {
        this.idempotent = builder.idempotent;
        this.callTimeout = builder.callTimeout;
        this.perTryTimeout = builder.perTryTimeout;
        this.subset = builder.subset;
        this.hashKey = builder.hashKey;
        this.priority = builder.priority;
        this.maxRetries = builder.maxRetries;
        this.retryOn = builder.retryOn;
        this.retriableStatusCodes = builder.retriableStatusCodes;
        this.idempotencyKey = builder.idempotencyKey;
        this.hedge = builder.hedge;
        this.hedgeDelay = builder.hedgeDelay;
        this.own = null;
        this.base = null;
    }

    private CallOptions(CallOptions own, CallOptions base) {
        this.idempotent = or(own.idempotent, base.idempotent);
        this.callTimeout = or(own.callTimeout, base.callTimeout);
        this.perTryTimeout = or(own.perTryTimeout, base.perTryTimeout);
        this.subset = own.subset.isEmpty() ? base.subset : own.subset;
        this.hashKey = or(own.hashKey, base.hashKey);
        this.priority = or(own.priority, base.priority);
        this.maxRetries = or(own.maxRetries, base.maxRetries);
        this.retryOn = or(own.retryOn, base.retryOn);
        this.retriableStatusCodes =
                own.retriableStatusCodes.isEmpty() ? base.retriableStatusCodes : own.retriableStatusCodes;
        this.idempotencyKey = or(own.idempotencyKey, base.idempotencyKey);
        boolean ownHedge = own.hedge != null || own.hedgeDelay != null;
        this.hedge = ownHedge ? own.hedge : base.hedge;
        this.hedgeDelay = or(own.hedgeDelay, base.hedgeDelay);
        this.own = own;
        this.base = base;
    }

    private static <T> @Nullable T or(@Nullable T own, @Nullable T base) {
        return own != null ? own : base;
    }

    /**
     * No wishes.
     *
     * @return the shared empty options
     */
    public static CallOptions none() {
        return NONE;
    }

    /**
     * Starts options without wishes.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * These options above others, such as those of a whole interface: what these do not say, the others do. Where a service
     * obeys Envoy's request headers, the headers stand between the two.
     *
     * @param others what counts for many requests
     * @return options that say what either says
     */
    public CallOptions over(CallOptions others) {
        return new CallOptions(own(), others);
    }

    /**
     * What the request alone wants.
     *
     * @return without what it was put {@linkplain #over over}
     */
    @Internal
    public CallOptions own() {
        return own == null ? this : own;
    }

    /**
     * What these options were put {@linkplain #over over}.
     *
     * @return no wishes, if over nothing
     */
    @Internal
    public CallOptions base() {
        return base == null ? NONE : base;
    }

    /**
     * Whether the request may be processed twice.
     *
     * @return null leaves it to the method and to {@code Idempotency-Key}
     */
    public @Nullable Boolean idempotent() {
        return idempotent;
    }

    /**
     * The call timeout.
     *
     * @return null for the service's; zero for none
     */
    public @Nullable Duration callTimeout() {
        return callTimeout;
    }

    /**
     * The per-try timeout.
     *
     * @return null for the service's; zero for none
     */
    public @Nullable Duration perTryTimeout() {
        return perTryTimeout;
    }

    /**
     * What endpoints' metadata must say; beside what the service requires of every call.
     *
     * @return empty if nothing
     */
    public Map<String, String> subset() {
        return subset;
    }

    /**
     * What the call is recognised by, where calls are spread by hash.
     *
     * @return null leaves it to the service's {@code hash.key}
     */
    public @Nullable String hashKey() {
        return hashKey;
    }

    /**
     * Who is refused first when there is too much, by limits and admission control.
     *
     * @return {@link CallPriority#DEFAULT} unless it was set
     */
    public CallPriority priority() {
        return priority == null ? CallPriority.DEFAULT : priority;
    }

    /**
     * The most retries.
     *
     * @return null for the service's {@code retry.max-retries}
     */
    public @Nullable Integer maxRetries() {
        return maxRetries;
    }

    /**
     * The failures that are retried.
     *
     * @return null for the service's {@code retry.on}
     */
    public @Nullable Set<RetryOn> retryOn() {
        return retryOn;
    }

    /**
     * Statuses that are retried beside those failures.
     *
     * @return empty for none
     */
    public Set<Integer> retriableStatusCodes() {
        return retriableStatusCodes;
    }

    /**
     * Whether the request gets an {@code Idempotency-Key}, if it has none.
     *
     * @return null leaves it to the service's {@code retry.idempotency-key-methods}
     */
    public @Nullable Boolean idempotencyKey() {
        return idempotencyKey;
    }

    /**
     * Whether a second attempt is sent if the answer is late.
     *
     * @return null leaves it to {@link #hedgeDelay}, and then to the service's {@code hedge.enabled}
     */
    public @Nullable Boolean hedge() {
        return hedge;
    }

    /**
     * After what time the answer is late.
     *
     * @return null for the service's {@code hedge.*}
     */
    public @Nullable Duration hedgeDelay() {
        return hedgeDelay;
    }

    @Override
    public String toString() {
        return "CallOptions[idempotent=" + idempotent + ", callTimeout=" + callTimeout + ", perTryTimeout="
                + perTryTimeout + ", subset=" + subset + ", hashKey=" + hashKey + ", priority=" + priority()
                + ", maxRetries=" + maxRetries + ", retryOn=" + retryOn + ", retriableStatusCodes="
                + retriableStatusCodes + ", idempotencyKey=" + idempotencyKey + ", hedge=" + hedge + ", hedgeDelay="
                + hedgeDelay + "]";
    }

    /** Builds options. Not for use by several threads. */
    public static final class Builder {
        private @Nullable Boolean idempotent;
        private @Nullable Duration callTimeout;
        private @Nullable Duration perTryTimeout;
        private @Nullable String hashKey;
        private @Nullable CallPriority priority;

        private Map<String, String> subset = Map.of();
        private @Nullable Integer maxRetries;
        private @Nullable Set<RetryOn> retryOn;
        private Set<Integer> retriableStatusCodes = Set.of();
        private @Nullable Boolean idempotencyKey;
        private @Nullable Boolean hedge;
        private @Nullable Duration hedgeDelay;

        private Builder() {}

        /**
         * Says whether the request may be processed twice.
         *
         * @param value true allows replays of a POST, false forbids those of a GET
         * @return this
         */
        public Builder idempotent(boolean value) {
            idempotent = value;
            return this;
        }

        /**
         * Sets this call's timeout.
         *
         * @param value zero for none
         * @return this
         */
        public Builder callTimeout(Duration value) {
            callTimeout = notNegative("callTimeout", value);
            return this;
        }

        /**
         * Sets the timeout of each attempt.
         *
         * @param value zero for none
         * @return this
         */
        public Builder perTryTimeout(Duration value) {
            perTryTimeout = notNegative("perTryTimeout", value);
            return this;
        }

        /**
         * Asks for endpoints whose metadata say so.
         *
         * @param value by key; together with what the service requires, the keys must be a set of {@code subset.keys}
         * @return this
         */
        public Builder subset(Map<String, String> value) {
            subset = Map.copyOf(value);
            return this;
        }

        /**
         * Sets what the call is recognised by: calls with one key go to one endpoint, if the balancer is {@code ring-hash}
         * or {@code maglev}; others pass it over.
         *
         * @param value any text
         * @return this
         */
        public Builder hashKey(String value) {
            hashKey = value;
            return this;
        }

        /**
         * Says who is refused first when there is too much.
         *
         * @param value sheddable before default before critical
         * @return this
         */
        public Builder priority(CallPriority value) {
            priority = value;
            return this;
        }

        /**
         * Sets how many retries this request may have, where the service has retries at all.
         *
         * @param value 0 to 10
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        public Builder maxRetries(int value) {
            if (value < 0 || value > MOST_RETRIES) {
                throw new IllegalArgumentException(
                        "maxRetries " + value + " is out of bounds; allowed: 0 to " + MOST_RETRIES);
            }
            maxRetries = value;
            return this;
        }

        /**
         * Sets the failures of this request that are retried, in the place of the service's.
         *
         * @param conditions as in {@code retry.on}
         * @return this
         */
        public Builder retryOn(RetryOn... conditions) {
            retryOn = Set.copyOf(List.of(conditions));
            return this;
        }

        /**
         * Adds statuses of answers to this request that are retried.
         *
         * @param statuses each 100 to 599
         * @return this
         * @throws IllegalArgumentException if one is not
         */
        public Builder retriableStatusCodes(int... statuses) {
            Set<Integer> all = new TreeSet<>(retriableStatusCodes);
            for (int status : statuses) {
                if (status < 100 || status > 599) {
                    throw new IllegalArgumentException(
                            "retriableStatusCodes has " + status + ", which is no status; allowed: 100 to 599");
                }
                all.add(status);
            }
            retriableStatusCodes = Set.copyOf(all);
            return this;
        }

        /**
         * Says whether the request gets a new {@code Idempotency-Key}, if it has none: the same on each of its attempts, and
         * reason enough to send a POST again.
         *
         * @param value true only for what honours the header
         * @return this
         */
        public Builder idempotencyKey(boolean value) {
            idempotencyKey = value;
            return this;
        }

        /**
         * Says whether a second attempt is sent if the answer is late, whatever the service's {@code hedge.enabled} says. The
         * other rules of hedging hold: the request may be processed twice, another endpoint is there, the budget has a hedge.
         *
         * @param value false for one attempt at a time
         * @return this
         */
        public Builder hedge(boolean value) {
            hedge = value;
            return this;
        }

        /**
         * Sets after what time the answer to this request is late, which switches hedging on unless {@link #hedge} says no.
         *
         * @param value above zero
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        public Builder hedgeDelay(Duration value) {
            if (value.isZero() || value.isNegative()) {
                throw new IllegalArgumentException(
                        "hedgeDelay " + value + " is not above zero; hedge(false) for no hedge");
            }
            hedgeDelay = value;
            return this;
        }

        private static Duration notNegative(String what, Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException(what + " " + value + " is negative; allowed: zero (none) or more");
            }
            return value;
        }

        /**
         * Makes the options.
         *
         * @return the options
         */
        public CallOptions build() {
            return new CallOptions(this);
        }
    }
}

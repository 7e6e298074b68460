package io.meshclient.policy;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one request wants differently: {@code request.tag(CallOptions.class, CallOptions.builder()…build())}. Immutable.
 */
public final class CallOptions {

    private static final CallOptions NONE = builder().build();

    private final @Nullable Boolean idempotent;
    private final @Nullable Duration callTimeout;
    private final @Nullable Duration perTryTimeout;
    private final @Nullable String hashKey;
    private final CallPriority priority;

    private final Map<String, String> subset;

    private CallOptions(Builder builder) {
        this.idempotent = builder.idempotent;
        this.callTimeout = builder.callTimeout;
        this.perTryTimeout = builder.perTryTimeout;
        this.subset = builder.subset;
        this.hashKey = builder.hashKey;
        this.priority = builder.priority;
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
        return priority;
    }

    @Override
    public String toString() {
        return "CallOptions[idempotent=" + idempotent + ", callTimeout=" + callTimeout + ", perTryTimeout="
                + perTryTimeout + ", subset=" + subset + ", hashKey=" + hashKey + ", priority="
                + priority + "]";
    }

    /** Builds options. Not for use by several threads. */
    public static final class Builder {
        private @Nullable Boolean idempotent;
        private @Nullable Duration callTimeout;
        private @Nullable Duration perTryTimeout;
        private @Nullable String hashKey;
        private CallPriority priority = CallPriority.DEFAULT;

        private Map<String, String> subset = Map.of();

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

package io.meshclient.cluster;

import io.meshclient.policy.HealthCheckPolicy;
import io.meshclient.time.Internal;
import java.util.function.Consumer;

/** Makes single active health checks; when, and what follows from them, is the cluster's. Safe for use by many threads. */
@Internal
@FunctionalInterface
public interface HealthProbe {

    /** Checks nothing and says nothing. */
    HealthProbe NONE = (target, done) -> () -> {};

    /**
     * Starts a check and returns at once.
     *
     * @param target whom and how
     * @param done hears the result, once, on any thread; perhaps not after a cancel
     * @return takes the check back
     */
    Running start(Target target, Consumer<Result> done);

    /** A check under way. */
    @FunctionalInterface
    interface Running {

        /** Ends it at once, wherever it stands. */
        void cancel();
    }

    /**
     * Whom to check, and how.
     *
     * @param service its name
     * @param scheme http or https
     * @param endpoint whom
     * @param policy how
     */
    record Target(String service, String scheme, EndpointState endpoint, HealthCheckPolicy policy) {}

    /**
     * What a check says.
     *
     * @param passed whether the endpoint is healthy
     * @param byItself whether it said itself that it should get no calls
     * @param detail what was seen, for people
     */
    record Result(boolean passed, boolean byItself, String detail) {

        /** There was no check; everything stays as it is. */
        public static final Result NOTHING = new Result(false, false, "not checked");

        /**
         * A good one.
         *
         * @param detail what was seen
         * @return the result
         */
        public static Result passed(String detail) {
            return new Result(true, false, detail);
        }

        /**
         * A bad one.
         *
         * @param detail what was seen
         * @return the result
         */
        public static Result failed(String detail) {
            return new Result(false, false, detail);
        }
    }
}

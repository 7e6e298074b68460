package io.meshclient.stats;

import io.meshclient.time.Internal;

/** What bounds the retries of all calls of a service together. Safe for use by many threads. */
@Internal
public interface RetryBudget {

    /**
     * One call's side of it.
     *
     * @return owned by the thread of the call
     */
    Share forCall();

    /**
     * How many retries could be made now.
     *
     * @param nowNanos the time
     * @return whole and, where they exist, fractional retries
     */
    double available(long nowNanos);

    /** What one call has to do with it. */
    interface Share {

        /**
         * The call began.
         *
         * @param nowNanos the time
         */
        void deposit(long nowNanos);

        /**
         * Takes one retry if there is one.
         *
         * @param nowNanos the time
         * @return whether the retry may be made
         */
        boolean withdraw(long nowNanos);

        /** The call has its answer, or will have none; told again it does nothing. */
        void release();
    }
}

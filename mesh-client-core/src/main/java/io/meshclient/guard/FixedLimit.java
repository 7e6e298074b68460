package io.meshclient.guard;

/**
 * A limit that learns nothing: a bulkhead.
 *
 * @param limit what it always is
 */
record FixedLimit(int limit) implements ConcurrencyLimit {

    @Override
    public int sample(long nowNanos, long rttNanos, int inFlight, boolean dropped) {
        return limit;
    }
}

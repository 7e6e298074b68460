package io.meshclient.policy;

/** Sets the properties {@code hash.*} of a service by their own words. Not for use by several threads. */
public final class HashBuilder {

    private final ServiceConfig.Builder service;

    HashBuilder(ServiceConfig.Builder service) {
        this.service = service;
    }

    /**
     * Property {@code hash.key}.
     *
     * @param sources such as {@code header:x-user}; the first that a request has counts
     * @return this
     */
    public HashBuilder key(String... sources) {
        service.set("hash.key", String.join(",", sources));
        return this;
    }

    /**
     * Property {@code hash.balance-factor}.
     *
     * @param percent the most calls of an endpoint, in per cent of the average; 0 for no bound
     * @return this
     */
    public HashBuilder balanceFactor(int percent) {
        service.set("hash.balance-factor", String.valueOf(percent));
        return this;
    }

    /**
     * Property {@code hash.min-ring-size}.
     *
     * @param points of the ring, at least
     * @return this
     */
    public HashBuilder minRingSize(int points) {
        service.set("hash.min-ring-size", String.valueOf(points));
        return this;
    }

    /**
     * Property {@code hash.max-ring-size}.
     *
     * @param points of the ring, at most
     * @return this
     */
    public HashBuilder maxRingSize(int points) {
        service.set("hash.max-ring-size", String.valueOf(points));
        return this;
    }

    /**
     * Property {@code hash.table-size}.
     *
     * @param places of the Maglev table, a prime
     * @return this
     */
    public HashBuilder tableSize(int places) {
        service.set("hash.table-size", String.valueOf(places));
        return this;
    }
}

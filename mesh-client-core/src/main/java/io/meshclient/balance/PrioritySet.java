package io.meshclient.balance;

/** Some of the priorities 0 … 127, as bits. Immutable. */
record PrioritySet(long low, long high) {

    static final PrioritySet NONE = new PrioritySet(0, 0);

    PrioritySet with(int priority) {
        return priority < Long.SIZE
                ? new PrioritySet(low | 1L << priority, high)
                : new PrioritySet(low, high | 1L << priority);
    }

    boolean contains(int priority) {
        return ((priority < Long.SIZE ? low : high) >>> priority & 1) != 0;
    }

    boolean isEmpty() {
        return (low | high) == 0;
    }
}

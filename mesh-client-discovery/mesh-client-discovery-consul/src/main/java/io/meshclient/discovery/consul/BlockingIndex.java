package io.meshclient.discovery.consul;

/**
 * The rules of Consul's blocking queries on indexes. Pure. Source: "Blocking Queries" in Consul's API documentation,
 * "Implementation Details".
 */
final class BlockingIndex {

    /** Asks for what is now, without waiting. */
    static final long NOW = 0;

    /** Waits for the first change of something that does not exist yet, and never means "now" by mistake. */
    private static final long FIRST = 1;

    private BlockingIndex() {}

    /**
     * Whether an answer is from before what is known: a snapshot was restored, another server answered, or an agent's view
     * was reset under the question. Such an answer may be empty although there are instances (hashicorp/consul#20790), so
     * it is not believed; the question begins anew.
     */
    static boolean wentBack(long asked, long answered) {
        return answered < asked;
    }

    /** What to ask with next. */
    static long next(long asked, long answered) {
        return wentBack(asked, answered) ? NOW : Math.max(FIRST, answered);
    }
}

package io.meshclient.balance;

/**
 * Which priorities the retries of one call avoid: after every so many attempts, all that were tried until then. When none is
 * left that could take calls, it begins anew. Not for use by several threads at once.
 *
 * <p>Source: Envoy, retry priority {@code previous_priorities}.
 */
final class PreviousPriorities {

    private final int frequency;
    private int attempts;
    private PrioritySet tried = PrioritySet.NONE;
    private PrioritySet avoided = PrioritySet.NONE;

    /**
     * Nothing avoided yet.
     *
     * @param frequency in attempts, 1 or more
     */
    PreviousPriorities(int frequency) {
        this.frequency = frequency;
    }

    void attempted(int priority) {
        tried = tried.with(priority);
        attempts++;
        if (attempts % frequency == 0) {
            avoided = tried;
        }
    }

    boolean avoidsAny() {
        return !avoided.isEmpty();
    }

    boolean avoids(int priority) {
        return avoided.contains(priority);
    }

    void forget() {
        attempts = 0;
        tried = PrioritySet.NONE;
        avoided = PrioritySet.NONE;
    }
}

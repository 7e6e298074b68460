package io.meshclient.samples.shop.load;

import io.meshclient.samples.shop.Item;
import io.meshclient.samples.shop.Service;
import java.time.Duration;

/** What became of a call. All but {@link #ANSWERED} are lost calls. */
public enum Fate {
    ANSWERED("answered"),
    EXCEPTION("exception"),
    STATUS("status ≥ 500"),
    WRONG_BODY("wrong body"),
    LATE("later than 2 s");

    /** After this time, counted from the moment at which the call was due, nobody waits for the answer any more. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int FIRST_SERVER_ERROR = 500;

    private final String label;

    Fate(String label) {
        this.label = label;
    }

    /** The fate of a call that was answered. */
    public static Fate of(Answer answer, Service asked, long id, long latencyNanos) {
        if (answer.status() >= FIRST_SERVER_ERROR) {
            return STATUS;
        }
        Item item = answer.item();
        if (item == null || !item.service().equals(asked.host()) || item.id() != id) {
            return WRONG_BODY;
        }
        return latencyNanos > PATIENCE.toNanos() ? LATE : ANSWERED;
    }

    /** Whether the caller went away without what it wanted. */
    public boolean lost() {
        return this != ANSWERED;
    }

    /** The words for tables. */
    public String label() {
        return label;
    }
}

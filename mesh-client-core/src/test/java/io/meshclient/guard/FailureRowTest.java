package io.meshclient.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rows of calls that overlap: headers of one come between headers and broken body of another. */
final class FailureRowTest {

    private static final int LIMIT = 5;

    private final FailureRow row = new FailureRow();

    private boolean failed() {
        return row.failed(LIMIT);
    }

    /** How many bodies break until the row is full, if always so many calls are under way. */
    private int brokenBodies(int underWay) {
        for (int i = 0; i < underWay; i++) {
            row.succeeded(i);
        }
        for (Integer i = 0; i < 1000; i++) {
            if (row.failedAfterAll(keyOf(i), LIMIT)) {
                return i + 1;
            }
            row.succeeded(keyOf(i + underWay));
        }
        return Integer.MAX_VALUE;
    }

    /** Small numbers are the same objects always. */
    private static Object keyOf(int call) {
        return Integer.valueOf(call % 100);
    }

    @Test
    void everyBodyThatBreaksCountsHoweverManyCallsOverlap() {
        for (int underWay : new int[] {1, 2, 3, 8, 50}) {
            row.begin();
            assertThat(brokenBodies(underWay))
                    .as("%d calls under way", underWay)
                    .isBetween(LIMIT, LIMIT + underWay);
        }
    }

    @Test
    void successThatStandsEndsTheRow() {
        for (int i = 0; i < 1000; i++) {
            row.succeeded("bad");
            row.succeeded("good");
            assertThat(row.failedAfterAll("bad", LIMIT)).isFalse();
        }
    }

    @Test
    void rowGoesOnBehindASuccessThatWasNone() {
        failed();
        failed();
        row.succeeded("a");
        row.succeeded("b");
        assertThat(row.failedAfterAll("b", LIMIT)).as("a stands").isFalse();
        assertThat(row.failedAfterAll("a", LIMIT)).isFalse();
        assertThat(failed()).as("two before, two bodies, this one").isTrue();
    }

    @Test
    void nothingIsKeptOfSuccessesLongAgo() {
        for (int i = 0; i < 4; i++) {
            failed();
        }
        row.succeeded("long ago");
        for (int i = 0; i < 300; i++) {
            row.succeeded(i);
        }
        assertThat(row.failedAfterAll("long ago", LIMIT)).isFalse();
    }
}

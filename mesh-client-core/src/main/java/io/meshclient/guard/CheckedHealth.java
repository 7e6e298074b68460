package io.meshclient.guard;

import io.meshclient.time.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What checks say of one endpoint, and what it says of itself. The first check decides alone; later ones in a row. Not safe by
 * itself: its owner guards it.
 */
@Internal
public final class CheckedHealth {

    private boolean checked;
    private boolean unwell;
    private boolean byItself;
    private int row; // checks in a row that say the opposite
    private @Nullable String last;

    /**
     * Not checked yet.
     *
     * @param believed whether it takes calls until it is
     */
    public CheckedHealth(boolean believed) {
        this.unwell = !believed;
    }

    /**
     * Whether it should get no calls.
     *
     * @return true if it is unhealthy, or waits for its first check
     */
    public boolean isUnwell() {
        return unwell;
    }

    /**
     * What the last check said.
     *
     * @return such as {@code passed: 200}; null before the first
     */
    public @Nullable String last() {
        return last;
    }

    /**
     * A check passed.
     *
     * @param detail what it saw
     * @param threshold how many in a row make it healthy
     * @return whether it is healthy from now on, and was not
     */
    public boolean passed(String detail, int threshold) {
        last = "passed: " + detail;
        boolean first = !checked;
        checked = true;
        if (!unwell) {
            row = 0;
            return false;
        }
        row++;
        if (!first && !byItself && row < threshold) {
            return false;
        }
        become(false);
        return true;
    }

    /**
     * A check failed.
     *
     * @param detail what it saw
     * @param threshold how many in a row make it unhealthy
     * @return whether it is unhealthy from now on, and was not, or was only waiting
     */
    public boolean failed(String detail, int threshold) {
        last = "failed: " + detail;
        boolean first = !checked;
        checked = true;
        if (unwell) {
            row = 0;
            return first;
        }
        row++;
        if (!first && row < threshold) {
            return false;
        }
        become(true);
        return true;
    }

    /**
     * It says itself that it should get no calls: that counts at once, until its next good check.
     *
     * @return whether it is unhealthy from now on, and was not
     */
    public boolean failsByItself() {
        boolean news = !unwell;
        become(true);
        byItself = true;
        return news;
    }

    private void become(boolean ill) {
        unwell = ill;
        byItself = false;
        row = 0;
    }
}

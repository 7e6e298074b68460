package io.meshclient.okhttp;

import io.meshclient.observe.CapturedContext;
import org.jspecify.annotations.Nullable;

/**
 * What hung on the thread that started a call, as a tag of the call.
 *
 * @param thread the caller's
 * @param context what to restore elsewhere
 */
record CallerContext(Thread thread, CapturedContext context) {

    /** Restores it unless this is the caller's thread; null for nothing to end. */
    CapturedContext.@Nullable Scope restoreElsewhere() {
        return thread == Thread.currentThread() ? null : context.restore();
    }
}

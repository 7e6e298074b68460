package io.meshclient.observe;

import io.meshclient.time.Internal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Carries SLF4J's diagnostic context (MDC) of the caller's thread to the thread on which the call goes on. */
@Internal
public final class MdcContext implements MeshObserver {

    @Override
    public @Nullable CapturedContext captureContext() {
        Map<String, String> captured = MDC.getCopyOfContextMap();
        return captured == null || captured.isEmpty() ? null : () -> replace(captured);
    }

    private static CapturedContext.Scope replace(Map<String, String> captured) {
        Map<String, String> before = MDC.getCopyOfContextMap();
        MDC.setContextMap(captured);
        return () -> putBack(before);
    }

    private static void putBack(@Nullable Map<String, String> before) {
        if (before == null || before.isEmpty()) {
            MDC.clear();
        } else {
            MDC.setContextMap(before);
        }
    }
}

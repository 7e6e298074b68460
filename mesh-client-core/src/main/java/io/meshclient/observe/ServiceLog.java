package io.meshclient.observe;

import io.meshclient.time.MeshRuntime;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The lines of one service: each kind has its own allowance. */
final class ServiceLog {

    private final MeshRuntime runtime;
    private final AtomicReferenceArray<LineLimit> limits = new AtomicReferenceArray<>(LogLine.values().length);

    ServiceLog(MeshRuntime runtime) {
        this.runtime = runtime;
    }

    void line(LogLine line, String text) {
        LineLimit limit = limits.get(line.ordinal());
        if (limit == null) {
            limit = new LineLimit(runtime, line.level());
            if (!limits.compareAndSet(line.ordinal(), null, limit)) {
                limit = limits.get(line.ordinal());
            }
        }
        limit.line(text);
    }

    /** Forgets what is held back: the service is gone. */
    void close() {
        for (int i = 0; i < limits.length(); i++) {
            LineLimit limit = limits.get(i);
            if (limit != null) {
                limit.close();
            }
        }
    }
}

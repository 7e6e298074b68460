package io.meshclient.spring.autoconfigure;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.springframework.util.ClassUtils;
import reactor.util.context.ContextView;

/** Lets code that looks at thread-locals see Reactor's context, where the library that translates is on the class path. */
final class ReactorContext {

    private static final boolean TRANSLATED =
            ClassUtils.isPresent("io.micrometer.context.ContextSnapshotFactory", ReactorContext.class.getClassLoader());

    private ReactorContext() {}

    static void run(ContextView context, Runnable action) {
        if (TRANSLATED && !context.isEmpty()) {
            Translation.run(context, action);
        } else {
            action.run();
        }
    }

    /** A class of its own: it is loaded only if the library is there. */
    private static final class Translation {

        private static final ContextSnapshotFactory SNAPSHOTS =
                ContextSnapshotFactory.builder().build();

        private Translation() {}

        static void run(ContextView context, Runnable action) {
            try (ContextSnapshot.Scope scope = SNAPSHOTS.setThreadLocalsFrom(context)) {
                action.run();
            }
        }
    }
}

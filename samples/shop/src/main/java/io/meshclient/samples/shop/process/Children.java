package io.meshclient.samples.shop.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Every process that the demo started; all of them end with it, also on Ctrl-C. */
public final class Children implements AutoCloseable {
    private final Path logs;
    private final Queue<ChildJvm> all = new ConcurrentLinkedQueue<>();

    /** Logs go to this directory, a file for each name. */
    public Children(Path logs) throws IOException {
        this.logs = Files.createDirectories(logs);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end of the children"));
    }

    /** Starts a process; it is not ready yet. */
    public ChildJvm start(JvmSpec spec) throws IOException {
        ChildJvm child = ChildJvm.start(spec, logs.resolve(spec.name() + ".log"));
        all.add(child);
        return child;
    }

    @Override
    public void close() {
        all.forEach(ChildJvm::abandon);
    }
}

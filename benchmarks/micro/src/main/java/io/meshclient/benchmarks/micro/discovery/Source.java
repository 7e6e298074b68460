package io.meshclient.benchmarks.micro.discovery;

import io.meshclient.discovery.Discovery;
import io.meshclient.time.MeshRuntime;

/** One registry's answer about the service {@code orders}, the same as often as it is asked for. */
interface Source extends AutoCloseable {
    /** A new discovery that asks it. */
    Discovery discovery(MeshRuntime runtime);

    /** What to subscribe to. */
    default String target() {
        return "orders";
    }

    /** How long the answer is; for ZooKeeper, all nodes together. */
    long bytes();

    @Override
    void close() throws Exception;
}

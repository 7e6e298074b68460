package io.meshclient.samples.registries;

import java.io.IOException;

/**
 * A registry that runs on this machine, on 127.0.0.1. It keeps its address from start to start, and ends with this object,
 * at the latest with this JVM. For one thread at a time.
 */
public interface Registry extends AutoCloseable {
    /** Starts it, for the first time or again, and waits until it answers. */
    void start() throws IOException, InterruptedException;

    /** SIGKILL, or what comes closest to it: from now on nobody gets an answer. */
    void kill() throws IOException, InterruptedException;

    /** Where it is: a URL, {@code host:port}, or a path. */
    String address();

    /** How one instance gets into the registry. Nothing is asked yet. */
    Membership membershipOf(Member member);

    @Override
    void close() throws IOException, InterruptedException;
}

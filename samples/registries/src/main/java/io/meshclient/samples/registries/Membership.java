package io.meshclient.samples.registries;

import java.io.IOException;

/** One instance's place in a registry, which it keeps for itself. For one thread at a time. */
public interface Membership {
    /** Registers the instance, or says that it is still there; to be called about once a second as long as it lives. */
    void keep() throws IOException, InterruptedException;

    /** Takes the instance out of the registry. */
    void leave() throws IOException, InterruptedException;
}

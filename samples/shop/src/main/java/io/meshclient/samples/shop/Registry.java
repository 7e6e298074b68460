package io.meshclient.samples.shop;

import io.meshclient.samples.shop.process.JvmSpec;
import java.io.IOException;

/** A registry as the demo sees it: the storefront gets its endpoints from it, and the script takes it away. */
public interface Registry {
    /** What it is called in a sentence. */
    String label();

    /** The Spring profile whose properties name it to the storefront, such as {@code consul}. */
    String profile();

    /** Where it is, for these properties. */
    String address();

    /** How an instance is started that gets into the registry, by itself or not. */
    JvmSpec instance(Identity identity);

    /** An instance that was deployed for the first time is ready: whoever deploys it enters it, if it does not do so itself. */
    void deployed(Identity identity) throws IOException, InterruptedException;

    /** From now on nobody gets an answer. */
    void kill() throws IOException, InterruptedException;

    /** Starts it, for the first time or again, and waits until it answers. */
    void start() throws IOException, InterruptedException;

    /** An instance of a service; its name and port stay the same when it is started again. */
    record Identity(Service service, String name, int port) {}
}

package io.meshclient.discovery.eureka;

import java.io.IOException;

/** What the fetch loop asks; over HTTP, or made up by a test. */
interface Eureka extends AutoCloseable {

    /**
     * Asks a server, without blocking.
     *
     * @param server which
     * @param full whether for the whole registry, rather than for what changed lately
     * @param asker hears the answer or the failure, once, on any thread
     * @return ends the request; the asker may still hear of it
     */
    Request ask(Server server, boolean full, Asker asker);

    @Override
    void close();

    /** Whoever asked. */
    interface Asker {
        void answered(Answer answer);

        /** The message is the rest of a sentence that begins with the server. */
        void failed(IOException why);
    }

    /** A request under way. */
    interface Request {
        void cancel();
    }
}

package io.meshclient.discovery.consul;

import io.meshclient.endpoint.EndpointSet;

/** Somebody who can be asked for the instances of a service: a Consul agent. Safe for use by many threads. */
interface Agent extends AutoCloseable {

    /**
     * Prepares a question; {@link Question#ask} sends it.
     *
     * @param target the service's name
     * @param index 0 for what is now, else the answer may wait for something newer than this
     * @throws IllegalArgumentException if no service can have this name
     */
    Question question(String target, long index);

    @Override
    void close();

    /** One question. */
    interface Question {

        /** Sends it, once; does not block. The reply hears once, on any thread; perhaps not at all after a cancel. */
        void ask(Reply reply);

        /** Ends it, also before it was sent. */
        void cancel();
    }

    /** Hears what became of a question. */
    interface Reply {

        void answered(Answer answer);

        void failed(Throwable why);
    }

    /**
     * What Consul said.
     *
     * @param index of the answer, as sent
     * @param set the instances that count
     * @param leftOut a sentence on instances that cannot be used; empty if there are none
     */
    record Answer(long index, EndpointSet set, String leftOut) {}
}

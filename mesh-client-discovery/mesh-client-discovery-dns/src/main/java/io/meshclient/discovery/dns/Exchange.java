package io.meshclient.discovery.dns;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.CompletableFuture;

/** One question on its way to one server and the bytes of its answer. Moved on by the thread of {@link DnsIo} alone. */
interface Exchange {

    /** Not blocking. */
    SelectableChannel channel();

    /** What is waited for first: bits of {@link SelectionKey}. */
    int interest();

    /**
     * Does what can be done now.
     *
     * @throws IOException ends the exchange
     */
    void proceed(SelectionKey key) throws IOException;

    /** Completed by the exchange, or by anybody who ends it. */
    CompletableFuture<byte[]> answer();
}

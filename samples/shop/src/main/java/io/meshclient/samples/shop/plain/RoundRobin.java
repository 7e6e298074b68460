package io.meshclient.samples.shop.plain;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A list of addresses that are used in turn, whatever becomes of them. */
final class RoundRobin {
    private final List<String> addresses;
    private final AtomicInteger turn = new AtomicInteger();

    /** Addresses as {@code host:port,host:port}. */
    RoundRobin(String addresses) {
        this.addresses = List.of(addresses.split(",", -1));
    }

    String next() {
        return addresses.get(Math.floorMod(turn.getAndIncrement(), addresses.size()));
    }
}

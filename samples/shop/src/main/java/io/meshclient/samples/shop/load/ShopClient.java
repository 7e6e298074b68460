package io.meshclient.samples.shop.load;

import io.meshclient.samples.shop.Service;

/** The one thing in which the two processes differ: how a call is made. Used by many threads at once. */
@FunctionalInterface
public interface ShopClient {
    /** Makes one call and waits for its answer. */
    Answer call(Service service, long id) throws Exception;
}

package io.meshclient.samples.shop;

import java.util.Locale;

/** One of the two services that the storefront calls. */
public enum Service {
    ORDERS,
    INVENTORY;

    /** The logical host name of the service. */
    public String host() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The service that the n-th call goes to: they take turns. */
    public static Service ofCall(int sequence) {
        return values()[sequence % values().length];
    }
}

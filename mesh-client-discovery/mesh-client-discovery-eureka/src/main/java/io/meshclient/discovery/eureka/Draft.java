package io.meshclient.discovery.eureka;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An instance while it is read: what the answer has of it, unchecked. */
final class Draft {

    @Nullable
    String application;

    @Nullable
    String id;

    @Nullable
    String hostName;

    @Nullable
    String address;

    @Nullable
    String status;

    @Nullable
    String action;

    @Nullable
    String vips;

    @Nullable
    String secureVips;

    @Nullable
    Port port;

    @Nullable
    Port securePort;

    final Map<String, String> metadata = new HashMap<>();
    final Map<String, String> dataCenter = new HashMap<>(); // of Amazon: availability-zone, instance-id and more

    /**
     * A port.
     *
     * @param number possibly no port at all
     * @param enabled whether the instance listens there
     */
    record Port(int number, boolean enabled) {}
}

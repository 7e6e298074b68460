package io.meshclient.discovery.eureka;

import java.util.Locale;

/**
 * What a service is called in the registry: an application, or a virtual address that several applications may share.
 *
 * @param vip whether it is a virtual address
 * @param name in upper case, as Eureka compares both without regard to case
 */
record Target(boolean vip, String name) {

    private static final String VIP = "vip:";

    static Target of(String text) {
        boolean vip = text.regionMatches(true, 0, VIP, 0, VIP.length());
        String name = (vip ? text.substring(VIP.length()) : text).trim().toUpperCase(Locale.ROOT);
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + text + "' names nothing in Eureka; allowed: the name of an application,"
                            + " such as orders, or vip: and a virtual address, such as vip:orders");
        }
        return new Target(vip, name);
    }

    boolean covers(Instance instance) {
        return vip ? instance.vips().contains(name) : instance.application().equals(name);
    }
}

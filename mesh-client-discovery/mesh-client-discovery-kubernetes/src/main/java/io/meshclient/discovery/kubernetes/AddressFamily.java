package io.meshclient.discovery.kubernetes;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which addresses are used of pods that have several, as in dual-stack clusters. */
public enum AddressFamily {
    /** IPv4, and IPv6 for pods that have no other. */
    PREFER_IPV4,
    /** IPv6, and IPv4 for pods that have no other. */
    PREFER_IPV6,
    /** IPv4 only. */
    IPV4,
    /** IPv6 only. */
    IPV6;

    /** As properties have it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static AddressFamily ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    static List<String> words() {
        return Arrays.stream(values()).map(AddressFamily::word).toList();
    }

    /** The kind of address that is used where a pod has it. */
    Slice.Kind preferred() {
        return this == PREFER_IPV4 || this == IPV4 ? Slice.Kind.IPV4 : Slice.Kind.IPV6;
    }

    /** Whether no other kind is used at all. */
    boolean isExclusive() {
        return this == IPV4 || this == IPV6;
    }
}

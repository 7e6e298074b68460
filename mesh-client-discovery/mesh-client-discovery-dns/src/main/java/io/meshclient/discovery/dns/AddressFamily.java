package io.meshclient.discovery.dns;

import java.util.List;
import java.util.Locale;
import org.xbill.DNS.Type;

/** Which addresses of a name count. */
enum AddressFamily {
    ANY(Type.A, Type.AAAA),
    IPV4(Type.A),
    IPV6(Type.AAAA);

    private final List<Integer> types;

    AddressFamily(Integer... types) {
        this.types = List.of(types);
    }

    /** The types of records to ask for. */
    List<Integer> types() {
        return types;
    }

    /** The word in properties. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AddressFamily ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

package io.meshclient.discovery.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Address;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.TextParseException;

/**
 * What a machine's {@code resolv.conf} says of asking: which servers, and how names are completed. Immutable.
 *
 * @param servers in their order; none stands for this machine's own, as the C library has it
 * @param search domains, in their order
 * @param ndots a name with fewer dots is tried with the search domains first
 */
record ResolvConf(List<InetSocketAddress> servers, List<Name> search, int ndots) {

    /** What counts without a file. */
    static final ResolvConf NONE = new ResolvConf(List.of(), List.of(), 1);

    static final int DNS_PORT = 53;

    /** The C library's bound on ndots. */
    static final int MOST_DOTS = 15;

    ResolvConf {
        servers = List.copyOf(servers);
        search = List.copyOf(search);
    }

    /** Reads the lines of a file; what it does not know, or cannot read, it passes over, as the C library does. */
    static ResolvConf parse(List<String> lines) {
        List<InetSocketAddress> servers = new ArrayList<>();
        List<Name> search = List.of();
        int ndots = NONE.ndots;
        for (String line : lines) {
            String[] words = line.strip().split("\\s+", -1);
            switch (words[0]) {
                case "nameserver" -> {
                    InetAddress address = words.length > 1 ? address(words[1]) : null;
                    if (address != null) {
                        servers.add(new InetSocketAddress(address, DNS_PORT));
                    }
                }
                case "domain", "search" -> search = domains(words);
                case "options" -> ndots = ndots(words, ndots);
                default -> {
                    // A comment, sortlist, or an option of one C library.
                }
            }
        }
        return new ResolvConf(servers, search, ndots);
    }

    private static List<Name> domains(String[] words) {
        List<Name> domains = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            Name domain = domain(words[i]);
            if (domain != null) {
                domains.add(domain);
            }
        }
        return domains;
    }

    private static int ndots(String[] words, int before) {
        int ndots = before;
        for (String word : words) {
            if (word.matches("ndots:[0-9]{1,9}")) {
                ndots = Math.min(MOST_DOTS, Integer.parseInt(word.substring("ndots:".length())));
            }
        }
        return ndots;
    }

    /** A search domain; null if it is none, or the root, which adds nothing. */
    static @Nullable Name domain(String text) {
        try {
            Name domain = Name.fromString(text, Name.root);
            return domain.equals(Name.root) ? null : domain;
        } catch (TextParseException e) {
            return null;
        }
    }

    /** An address without asking anybody; null if it is none. */
    static @Nullable InetAddress address(String text) {
        try {
            byte[] ipv4 = Address.toByteArray(text, Address.IPv4);
            if (ipv4 != null) {
                return InetAddress.getByAddress(ipv4);
            }
            return text.indexOf(':') < 0 ? null : InetAddress.getByName(text); // with a colon never looked up
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** The full names that a name may mean, in the order in which they are tried. */
    List<Name> candidates(String name) throws DnsFailure {
        try {
            Name full = Name.fromString(name, Name.root);
            if (name.endsWith(".")) {
                return List.of(full);
            }
            List<Name> candidates = new ArrayList<>();
            Name relative = Name.fromString(name);
            for (Name domain : search) {
                addJoined(candidates, relative, domain);
            }
            boolean fullFirst = name.chars().filter(c -> c == '.').count() >= ndots;
            candidates.add(fullFirst ? 0 : candidates.size(), full);
            return candidates;
        } catch (TextParseException e) {
            throw new DnsFailure("'" + name + "' is not a name: " + e.getMessage(), e);
        }
    }

    private static void addJoined(List<Name> candidates, Name relative, Name domain) {
        try {
            candidates.add(Name.concatenate(relative, domain));
        } catch (NameTooLongException e) {
            // Nothing can have this name.
        }
    }
}

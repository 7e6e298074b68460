package io.meshclient.spring.registration;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An address under which callers may find this machine, and why it was taken.
 *
 * @param host an IP address
 * @param how for the log
 */
record HostChoice(String host, String how) {

    /** Interfaces that containers hang on: their addresses are known on this machine only. */
    private static final Pattern BRIDGE = Pattern.compile("(docker|br-|veth|virbr|cni|flannel|cali).*");

    /** What an interface has. */
    record Candidate(String name, int index, InetAddress address) {}

    static HostChoice ofThisMachine() {
        return of(candidates());
    }

    /** Bridges last, IPv4 first, then the interface that was there first. */
    static HostChoice of(List<Candidate> candidates) {
        return candidates.stream()
                .filter(candidate -> isReachable(candidate.address()))
                .min(Comparator.comparing((Candidate candidate) -> isBridge(candidate.name()))
                        .thenComparing(candidate -> !(candidate.address() instanceof Inet4Address))
                        .thenComparing(Candidate::index))
                .map(candidate -> new HostChoice(
                        text(candidate.address()),
                        "the first address of interface " + candidate.name()
                                + (candidate.address() instanceof Inet4Address ? "" : ", which has no IPv4")))
                .orElseGet(() -> new HostChoice(
                        InetAddress.getLoopbackAddress().getHostAddress(),
                        "the loopback, for this machine has no other address"));
    }

    private static boolean isBridge(String name) {
        return BRIDGE.matcher(name).matches();
    }

    private static boolean isReachable(InetAddress address) {
        return !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isAnyLocalAddress()
                && !address.isMulticastAddress();
    }

    /** Without the scope, which means something on this machine only. */
    private static String text(InetAddress address) {
        return address.getHostAddress().replaceAll("%.*", "");
    }

    private static List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        try {
            for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (each.isUp() && !each.isLoopback() && !each.isPointToPoint()) {
                    Collections.list(each.getInetAddresses())
                            .forEach(
                                    address -> candidates.add(new Candidate(each.getName(), each.getIndex(), address)));
                }
            }
        } catch (SocketException e) {
            return candidates; // what is known so far; the log tells what came of it
        }
        return candidates;
    }
}

package io.meshclient.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The TCP sockets that this process holds open, whoever made them, as the kernel sees them. Only Linux tells; elsewhere
 * there are none to see, so a leak of a connection is found on Linux only.
 */
public final class OpenSockets {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    private static final String SOCKET = "socket:[";
    private static final Map<String, String> STATES =
            Map.of("01", "established", "08", "closed by its peer only", "0A", "listening");

    private OpenSockets() {}

    static boolean canBeSeen() {
        return Files.isDirectory(DESCRIPTORS);
    }

    /** By inode, each with its two ends and its state. */
    public static Map<String, String> now() {
        Map<String, String> found = new HashMap<>();
        if (canBeSeen()) {
            TABLES.stream().filter(Files::exists).forEach(table -> read(table, found));
            found.keySet().retainAll(ours());
        }
        return found;
    }

    private static Set<String> ours() {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                String target = target(descriptor);
                if (target.startsWith(SOCKET)) {
                    inodes.add(target.substring(SOCKET.length(), target.length() - 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return inodes;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    /** Lines such as {@code 0: 0100007F:A1B2 0100007F:C3D4 01 … inode}, after a title. */
    private static void read(Path table, Map<String, String> found) {
        try {
            Files.readAllLines(table).stream().skip(1).forEach(line -> {
                String[] cells = line.strip().split("\\s+");
                String state = STATES.getOrDefault(cells[3], "in state " + cells[3]);
                found.put(cells[9], "port " + port(cells[1]) + " to port " + port(cells[2]) + ", " + state);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int port(String address) {
        return HexFormat.fromHexDigits(address, address.indexOf(':') + 1, address.length());
    }
}

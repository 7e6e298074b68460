package io.meshclient.benchmarks.faults.trial;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The TCP sockets that this process holds open, whoever made them, as the kernel sees them; the JDK's own, which are no TCP,
 * are not among them. Linux alone tells: elsewhere there are none to see.
 */
final class OpenSockets {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    private static final String SOCKET = "socket:[";
    private static final int INODE = 9;

    private OpenSockets() {}

    /** By inode, so that a socket is told from a later one with the same descriptor. */
    static Set<String> now() throws IOException {
        Set<String> found = new HashSet<>();
        if (Files.isDirectory(DESCRIPTORS)) {
            for (Path table : TABLES) {
                read(table, found);
            }
            found.retainAll(ours());
        }
        return found;
    }

    /** Lines such as {@code 0: 0100007F:A1B2 0100007F:C3D4 01 … inode}, after a title. */
    private static void read(Path table, Set<String> inodes) throws IOException {
        if (Files.exists(table)) {
            Files.readAllLines(table).stream()
                    .skip(1)
                    .map(line -> line.strip().split("\\s+")[INODE])
                    .forEach(inodes::add);
        }
    }

    private static Set<String> ours() throws IOException {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                String target = target(descriptor);
                if (target.startsWith(SOCKET)) {
                    inodes.add(target.substring(SOCKET.length(), target.length() - 1));
                }
            }
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
}

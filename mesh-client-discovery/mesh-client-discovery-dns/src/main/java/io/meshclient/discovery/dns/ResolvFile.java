package io.meshclient.discovery.dns;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@code resolv.conf} on disk, read again when it has changed. Safe for use by many threads. */
final class ResolvFile {

    private static final Logger LOG = LoggerFactory.getLogger(ResolvFile.class);

    /** Far more than any has; a wrong path must not fill the memory. */
    private static final long MOST_BYTES = 1_000_000;

    private final Path path;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Stamp read; // guarded by lock
    private ResolvConf known = ResolvConf.NONE; // guarded by lock

    ResolvFile(Path path) {
        this.path = path;
    }

    private record Stamp(FileTime modified, long size, String file) {}

    Path path() {
        return path;
    }

    /** What it says now; while it cannot be read, what it said last. Null if there has never been one. */
    @Nullable
    ResolvConf now() throws DnsFailure {
        lock.lock();
        try {
            Stamp stamp = stamp();
            if (!stamp.equals(read)) {
                List<String> lines = Files.readAllLines(path, StandardCharsets.ISO_8859_1);
                known = ResolvConf.parse(lines);
                read = stamp;
            }
            return known;
        } catch (IOException e) {
            if (read != null) {
                LOG.debug("{} cannot be read; what it said before stays", path, e);
                return known;
            }
            if (e instanceof NoSuchFileException) {
                return null;
            }
            throw new DnsFailure(path + " cannot be read: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    private Stamp stamp() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (attributes.size() > MOST_BYTES) {
            throw new IOException("it has " + attributes.size() + " bytes, and no resolv.conf has");
        }
        return new Stamp(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
    }
}

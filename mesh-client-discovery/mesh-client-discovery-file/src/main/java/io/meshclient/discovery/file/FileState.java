package io.meshclient.discovery.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What tells whether a file has changed.
 *
 * @param real where the path leads through all symbolic links: a ConfigMap is replaced by turning a link
 * @param key the file's own identity, where the system has one: another after an atomic replacement
 * @param changed when it was last written
 * @param size in bytes
 */
record FileState(Path real, @Nullable Object key, FileTime changed, long size) {

    static FileState of(Path path) throws IOException {
        Path real = path.toRealPath();
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        return new FileState(real, attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
    }

    /** Whether another file stands there now, which nobody is in the middle of writing. */
    boolean replaces(FileState before) {
        return !real.equals(before.real) || (key != null && !key.equals(before.key));
    }
}

package io.meshclient.discovery.file;

import io.meshclient.discovery.Listener;
import io.meshclient.endpoint.EndpointSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One target's file. A file that was replaced is read at once; one that is written in place only when two looks in a row
 * find it the same, for the first half of a list is a list too. Used by one thread.
 */
final class WatchedFile {

    private final Path path;
    private final String target;
    private final int maxBytes;
    private final Listener heard;

    private @Nullable FileState seen; // at the last look
    private @Nullable FileState read; // when it was read last
    private @Nullable String failing; // what was told last; null after a set

    WatchedFile(Path path, String target, int maxBytes, Listener heard) {
        this.path = path;
        this.target = target;
        this.maxBytes = maxBytes;
        this.heard = heard;
    }

    void look() {
        try {
            FileState now = FileState.of(path);
            FileState before = seen;
            seen = now;
            boolean settled = before == null || now.equals(before) || now.replaces(before);
            if (settled && !now.equals(read)) {
                read(now);
            }
        } catch (NoSuchFileException e) {
            fail(new IOException("There is no file " + path, e));
        } catch (IOException e) {
            fail(new IOException("File " + path + " cannot be read: " + e.getMessage(), e));
        } catch (IllegalArgumentException e) {
            fail(e);
        } catch (RuntimeException | StackOverflowError e) {
            fail(new IllegalArgumentException("File " + path + " cannot be understood: " + e, e));
        }
    }

    private void read(FileState now) throws IOException {
        read = now; // also when it is refused: it is read again when it changes
        EndpointSet set = new EndpointsFile(path.toString()).parse(text(), target);
        failing = null;
        heard.onEndpoints(set);
    }

    private String text() throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(maxBytes + 1);
        }
        if (bytes.length > maxBytes) {
            throw new IllegalArgumentException("File " + path + " is larger than " + maxBytes
                    + " bytes; a larger one is read with mesh.client.discovery.file.max-bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("File " + path + " is not UTF-8", e);
        }
    }

    /** Told once, not at every look. A file that comes back is read again, also if it is the same. */
    private void fail(Exception failure) {
        if (failure instanceof IOException) {
            read = null;
            seen = null;
        }
        String message = String.valueOf(failure.getMessage());
        if (!Objects.equals(failing, message)) {
            failing = message;
            heard.onFailure(failure);
        }
    }
}

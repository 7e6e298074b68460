package io.meshclient.discovery.kubernetes;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Small files and texts that say how the API server is reached, read with messages that help and give nothing away. */
final class Texts {

    private static final long LARGEST = 4 << 20;

    private Texts() {}

    /**
     * A file's text.
     *
     * @param what such as {@code the CA file}, for the message
     */
    static String read(Path file, String what) throws IOException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException("Cannot use " + what + " " + file + ": it is larger than " + LARGEST + " bytes");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new IOException("Cannot read " + what + " " + file + ": it does not exist", e);
        } catch (CharacterCodingException e) {
            throw new IOException("Cannot use " + what + " " + file + ": it is no text", e);
        } catch (FileSystemException e) {
            throw new IOException("Cannot read " + what + " " + file + ": " + e.getReason(), e);
        }
    }

    static String token(Path file) throws IOException {
        return token(read(file, "the token file"), "The token file " + file);
    }

    /**
     * A token as it may stand in a header.
     *
     * @param from begins the message, which does not show the token
     */
    static String token(String text, String from) throws IOException {
        String token = text.trim();
        if (token.isEmpty()) {
            throw new IOException(from + " is empty");
        }
        if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IOException(from + " has characters that cannot stand in a header");
        }
        return token;
    }

    static HttpUrl server(String url) throws IOException {
        HttpUrl parsed = HttpUrl.parse(url);
        if (parsed == null) {
            throw new IOException("'" + url + "' is no URL of an API server, such as https://10.0.0.1:6443");
        }
        if (!parsed.username().isEmpty() || !parsed.password().isEmpty()) {
            throw new IOException(
                    "The API server's URL has a user name or password, which is not supported; use a token");
        }
        return parsed;
    }

    /** Refuses to send a token where anybody could read it. */
    static void checkSecrecy(HttpUrl server, @Nullable String token, Options options) throws IOException {
        if (token != null && !server.isHttps() && !options.allowInsecure()) {
            throw new IOException("A token would be sent in clear text to " + server
                    + "; use https, or set mesh.client.discovery.kubernetes.allow-insecure");
        }
    }
}

package io.meshclient.discovery.consul;

import io.meshclient.policy.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The ACL token of each question, put in on the thread that sends it: a file is read anew each time, so a rotated token
 * needs nothing else, and whatever way the file is replaced is right. Its value is in no message.
 */
final class AclToken implements Interceptor {

    static final String HEADER = "X-Consul-Token";
    private static final int LONGEST = 4096;

    private final String inline;
    private final @Nullable Path file;

    AclToken(Settings settings) {
        String path = settings.get(ConsulKeys.TOKEN_FILE);
        this.inline = settings.get(ConsulKeys.TOKEN);
        this.file = path.isEmpty() ? null : Path.of(path);
        if (file != null && !inline.isEmpty()) {
            throw new IllegalArgumentException(ConsulKeys.PREFIX + ConsulKeys.TOKEN + " and " + ConsulKeys.PREFIX
                    + ConsulKeys.TOKEN_FILE + " are both set; which of the two counts? Leave one out");
        }
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        String token = file == null ? inline : read(file);
        if (token.isEmpty()) {
            return chain.proceed(chain.request());
        }
        Request request = chain.request().newBuilder().header(HEADER, token).build();
        return chain.proceed(request);
    }

    private static String read(Path file) throws ConsulException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST + 1);
        } catch (IOException e) {
            throw new ConsulException("The token file " + file + " cannot be read: " + e, e);
        }
        String token = new String(bytes, StandardCharsets.UTF_8).strip();
        if (token.isEmpty() || bytes.length > LONGEST) {
            throw new ConsulException("The token file " + file
                    + (token.isEmpty() ? " is empty" : " is no token: more than " + LONGEST + " bytes"));
        }
        try {
            return ConsulParsers.token(token);
        } catch (IllegalArgumentException e) {
            throw new ConsulException("The token in " + file + " " + e.getMessage(), e);
        }
    }
}

package io.meshclient.discovery.eureka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.Credentials;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The user and password for servers whose URL has none. A password in a file is read before every request, so that a new
 * one counts at once. Prints nothing of either.
 */
final class Login implements Interceptor {

    private static final String HEADER = "Authorization";

    private final String username;
    private final String password;
    private final @Nullable Path passwordFile;

    /** An empty user name stands for none. */
    Login(String username, String password, @Nullable Path passwordFile) {
        boolean hasPassword = !password.isEmpty() || passwordFile != null;
        if (username.isEmpty() && hasPassword) {
            throw new IllegalArgumentException("A password for Eureka needs a username beside it");
        }
        if (!password.isEmpty() && passwordFile != null) {
            throw new IllegalArgumentException(
                    "Of password and password-file for Eureka only one can count; allowed: one");
        }
        this.username = username;
        this.password = password;
        this.passwordFile = passwordFile;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        if (username.isEmpty() || request.header(HEADER) != null) {
            return chain.proceed(request);
        }
        return chain.proceed(request.newBuilder()
                .header(HEADER, Credentials.basic(username, password(), UTF_8))
                .build());
    }

    private String password() throws IOException {
        if (passwordFile == null) {
            return password;
        }
        try {
            return Files.readString(passwordFile).strip();
        } catch (IOException e) {
            throw new AnswerException("it cannot be asked, for the password-file cannot be read: " + e, e);
        }
    }

    @Override
    public String toString() {
        return username.isEmpty() ? "no login" : "a login";
    }
}

package io.meshclient.spring.registration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.meshclient.policy.ConfigException;
import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * A secret that goes with each request as a header. One in a file is read for each request, so that a renewed one counts at
 * once. Prints nothing of it.
 */
final class Credentials implements Interceptor {

    static final String TOKEN = "X-Consul-Token";
    static final String LOGIN = "Authorization";

    private static final int LONGEST = 4096;

    private final String header;
    private final String inline;
    private final String file;
    private final Form form;

    /** From the secret to the header. */
    interface Form {
        String of(String secret);
    }

    private Credentials(String header, String inline, String file, Form form) {
        this.header = header;
        this.inline = inline;
        this.file = file;
        this.form = form;
    }

    static Credentials consul(Settings connection) {
        requireOne(connection, ConnectionKeys.CONSUL_TOKEN, ConnectionKeys.CONSUL_TOKEN_FILE);
        return new Credentials(
                TOKEN,
                connection.get(ConnectionKeys.CONSUL_TOKEN),
                connection.get(ConnectionKeys.CONSUL_TOKEN_FILE),
                ConnectionKeys::token);
    }

    static Credentials eureka(Settings connection) {
        requireOne(connection, ConnectionKeys.EUREKA_PASSWORD, ConnectionKeys.EUREKA_PASSWORD_FILE);
        String username = connection.get(ConnectionKeys.EUREKA_USERNAME);
        if (username.isEmpty()
                && (connection.isSet(ConnectionKeys.EUREKA_PASSWORD)
                        || connection.isSet(ConnectionKeys.EUREKA_PASSWORD_FILE))) {
            throw new ConfigException(
                    RegistrationKeys.PREFIX + "eureka.username",
                    connection.value(ConnectionKeys.EUREKA_USERNAME),
                    "is missing beside a password",
                    ConnectionKeys.EUREKA_USERNAME.allowed());
        }
        if (username.isEmpty()) {
            return new Credentials(LOGIN, "", "", secret -> secret);
        }
        return new Credentials(
                LOGIN,
                connection.get(ConnectionKeys.EUREKA_PASSWORD),
                connection.get(ConnectionKeys.EUREKA_PASSWORD_FILE),
                password -> okhttp3.Credentials.basic(username, password, UTF_8));
    }

    private static void requireOne(Settings connection, ConfigKey<String> inline, ConfigKey<String> file) {
        if (!connection.get(inline).isEmpty() && !connection.get(file).isEmpty()) {
            throw new ConfigException(
                    RegistrationKeys.PREFIX + "…." + file.name(),
                    connection.value(file),
                    "is set beside " + inline.name() + "; which of the two counts?",
                    "one of " + inline.name() + " and " + file.name());
        }
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        String secret = file.isEmpty() ? inline : read(Path.of(file));
        Request request = chain.request();
        if (secret.isEmpty() || request.header(header) != null) {
            return chain.proceed(request);
        }
        return chain.proceed(
                request.newBuilder().header(header, form.of(secret)).build());
    }

    private static String read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST + 1);
        } catch (IOException e) {
            throw new RegistryException("cannot be asked, for the file " + file + " cannot be read: " + e, e);
        }
        String secret = new String(bytes, UTF_8).strip();
        if (secret.isEmpty() || bytes.length > LONGEST) {
            throw new RegistryException("cannot be asked, for the file " + file
                    + (secret.isEmpty() ? " is empty" : " is too long for a secret"));
        }
        return secret;
    }

    @Override
    public String toString() {
        return inline.isEmpty() && file.isEmpty() ? "no credentials" : "credentials";
    }
}

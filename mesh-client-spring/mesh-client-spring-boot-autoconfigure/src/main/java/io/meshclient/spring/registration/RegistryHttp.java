package io.meshclient.spring.registration;

import io.meshclient.policy.ConfigException;
import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Settings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * One request at a time to a registry, on the caller's thread, with a client and connections of its own. Redirects are not
 * followed: secrets are for the server that was configured. Cancelling comes from any thread.
 */
final class RegistryHttp implements AutoCloseable {

    private static final int WORDS = 300;
    private static final long PEEKED = 16_384;

    private final OkHttpClient client;

    private final ReentrantLock lock = new ReentrantLock();
    private boolean leaving; // guarded by lock
    private boolean closed; // guarded by lock
    private @Nullable Call current; // guarded by lock; one that does not deregister

    RegistryHttp(
            Duration connect, Duration answer, Interceptor credentials, Settings connection, ConfigKey<String> ca) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(1, 5, TimeUnit.SECONDS)) // servers close what idles for a heartbeat
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .connectTimeout(connect)
                .readTimeout(answer)
                .writeTimeout(answer)
                .callTimeout(connect.plus(answer))
                .addInterceptor(credentials);
        if (!connection.get(ca).isEmpty()) {
            trust(builder, connection, ca);
        }
        client = builder.build();
    }

    private static void trust(OkHttpClient.Builder builder, Settings connection, ConfigKey<String> ca) {
        try {
            SslBundle bundle = SslBundle.of(new PemSslStoreBundle(
                    null,
                    PemSslStoreDetails.forCertificate(
                            Path.of(connection.get(ca)).toUri().toString())));
            for (TrustManager manager : bundle.getManagers().getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    builder.sslSocketFactory(bundle.createSslContext().getSocketFactory(), x509);
                    return;
                }
            }
            throw new IllegalStateException("no trust manager for X.509");
        } catch (RuntimeException e) {
            throw new ConfigException(
                    RegistrationKeys.PREFIX + "…." + ca.name(),
                    connection.value(ca),
                    "cannot be read as certificates in PEM form: " + e.getMessage(),
                    ca.allowed());
        }
    }

    /** What was answered. */
    record Answer(int status, String words) {

        /** The end of a sentence that begins with the registry's label. */
        RegistryException refused(String question) {
            return new RegistryException(
                    "answers " + status + " to " + question + (words.isEmpty() ? "" : "; it says: " + words));
        }
    }

    /** Sends a request that is cancelled when the instance leaves. */
    Answer send(Request request) throws IOException {
        Call call = client.newCall(request);
        lock.lock();
        try {
            if (leaving) {
                call.cancel();
            }
            current = call;
        } finally {
            lock.unlock();
        }
        return answer(call);
    }

    /** Sends the request by which the instance leaves. */
    Answer sendLast(Request request) throws IOException {
        Call call = client.newCall(request);
        lock.lock();
        try {
            if (closed) {
                call.cancel();
            }
        } finally {
            lock.unlock();
        }
        return answer(call);
    }

    private static Answer answer(Call call) throws IOException {
        try (Response response = call.execute()) {
            return new Answer(response.code(), response.isSuccessful() ? "" : words(response));
        } catch (RegistryException e) {
            throw e;
        } catch (InterruptedIOException e) {
            throw new RegistryException("does not answer in time: " + e.getMessage(), e);
        } catch (SSLException e) {
            throw new RegistryException("is not trusted, or speaks no TLS; see ca-file: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new RegistryException("cannot be asked: " + e, e);
        }
    }

    /** Best effort: it only explains. The secret is not repeated, should somebody between echo it. */
    private static String words(Response response) {
        try {
            String all = new String(response.peekBody(PEEKED).bytes(), StandardCharsets.UTF_8)
                    .replaceAll("[\\p{Cntrl}\\s]+", " ")
                    .strip();
            for (String header : new String[] {Credentials.TOKEN, Credentials.LOGIN}) {
                String secret = response.request().header(header);
                all = secret == null ? all : all.replace(secret, "(hidden)");
            }
            return all.length() <= WORDS ? all : all.substring(0, WORDS) + "…";
        } catch (IOException e) {
            return "";
        }
    }

    void beginLeaving() {
        lock.lock();
        try {
            leaving = true;
            if (current != null) {
                current.cancel();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            leaving = true;
            closed = true;
        } finally {
            lock.unlock();
        }
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
    }
}

package io.meshclient.discovery.eureka;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** Asks servers over HTTP, with a client, connections and one daemon thread of its own. */
final class HttpEureka implements Eureka {

    private static final long IDLE_SECONDS = 60;

    private final ThreadPoolExecutor thread;
    private final OkHttpClient client;
    private final AnswerReader reader;
    private final long maxBytes;

    HttpEureka(EurekaSettings settings) {
        thread = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), HttpEureka::daemon);
        thread.allowCoreThreadTimeOut(true);
        reader = new AnswerReader(settings.mapping());
        maxBytes = settings.maxBytes();
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .dispatcher(new Dispatcher(thread))
                .connectionPool(new ConnectionPool(2, 5, TimeUnit.MINUTES))
                .connectTimeout(settings.connectTimeout())
                .readTimeout(settings.timeout())
                .writeTimeout(settings.timeout())
                .callTimeout(settings.timeout())
                .followRedirects(false) // a login is for the server that was configured
                .addInterceptor(settings.login());
        if (settings.trust() != null) {
            builder.sslSocketFactory(
                    settings.trust().sockets(), settings.trust().manager());
        }
        client = builder.build();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "mesh-client-eureka");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public Request ask(Server server, boolean full, Asker asker) {
        okhttp3.Request.Builder request = new okhttp3.Request.Builder()
                .url(server.path(full))
                .header("Accept", "application/json")
                .header("User-Agent", "mesh-client");
        if (server.login() != null) {
            request.header("Authorization", server.login());
        }
        Call call = client.newCall(request.build());
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failed, IOException e) {
                asker.failed(explained(e));
            }

            @Override
            public void onResponse(Call answered, Response response) {
                answer(response, asker);
            }
        });
        return call::cancel;
    }

    private void answer(Response response, Asker asker) {
        Answer answer;
        try (response) {
            answer = read(response);
        } catch (IOException e) {
            asker.failed(explained(e));
            return;
        } catch (RuntimeException e) {
            asker.failed(new AnswerException("its answer cannot be read: " + e, e));
            return;
        }
        asker.answered(answer);
    }

    private Answer read(Response response) throws IOException {
        if (response.code() != 200) {
            throw AnswerException.ofStatus(response.code());
        }
        MediaType type = response.body().contentType();
        if (type != null && !type.subtype().contains("json")) {
            throw new AnswerException("it answers " + type.type() + "/" + type.subtype()
                    + ", not JSON: is the URL right? It mostly ends with /eureka");
        }
        try (InputStream in = new BoundedStream(response.body().byteStream(), maxBytes)) {
            return reader.read(in);
        }
    }

    /** Our own messages continue a sentence; those of the network's exceptions need their names. */
    private static IOException explained(IOException e) {
        if (e instanceof AnswerException) {
            return e;
        }
        if (e instanceof InterruptedIOException) {
            return new IOException("it did not answer in time: " + e.getMessage(), e);
        }
        return new IOException("it cannot be asked: " + e, e);
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        thread.shutdownNow();
        client.connectionPool().evictAll();
    }
}

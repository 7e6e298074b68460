package io.meshclient.spring.registrationsmoke;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Single requests, each on a connection of its own. */
final class Rest {

    private static final OkHttpClient CLIENT =
            new OkHttpClient.Builder().callTimeout(Duration.ofSeconds(20)).build();

    private Rest() {}

    /** What came: the status, a space, the body; or the exception's name. */
    static String ask(String method, String url) {
        RequestBody body = method.equals("PUT") ? RequestBody.create(new byte[0]) : null;
        Request request = new Request.Builder()
                .url(url)
                .method(method, body)
                .header("Accept", "application/json")
                .header("Connection", "close")
                .build();
        try (Response response = CLIENT.newCall(request).execute()) {
            return response.code() + " " + response.body().string();
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
    }

    static String get(String url) {
        return ask("GET", url);
    }

    static void require(String method, String url) {
        String answer = ask(method, url);
        if (!answer.startsWith("200")) {
            throw new UncheckedIOException(new IOException(method + " " + url + ": " + answer));
        }
    }
}

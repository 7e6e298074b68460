package io.meshclient.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is passed on is what came, and what is bad is bad in the way that was asked for. */
final class HttpFrontTest {

    private final Instance registry = new Instance();
    private final HttpFront front = new HttpFront("http://" + registry.key());
    private final OkHttpClient client = new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .callTimeout(2, TimeUnit.SECONDS)
            .build();

    @AfterEach
    void end() {
        front.close();
        registry.close();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    private String ask() throws IOException {
        Request request = new Request.Builder()
                .url(front.url())
                .header("Authorization", "open sesame")
                .build();
        try (Response response = client.newCall(request).execute()) {
            Buffer begin = new Buffer(); // the whole of an endless answer would fill the heap before the time is over
            while (response.body().source().read(begin, 8192) != -1) {
                if (begin.size() > 65_536) {
                    begin.clear();
                }
            }
            return begin.readUtf8();
        }
    }

    /** Asks until it has begun to answer so; the answer is that to a later question. */
    private void become(BadAnswer how) throws InterruptedException {
        AtomicBoolean begun = new AtomicBoolean();
        CompletableFuture<Void> asking = CompletableFuture.runAsync(
                () -> {
                    while (!begun.get()) { // the first question may have come before the front waits for one
                        try {
                            ask();
                        } catch (IOException e) {
                            // It is a bad answer.
                        }
                    }
                },
                task -> new Thread(task, "asking").start());
        front.answer(how, "[1]");
        begun.set(true);
        asking.join();
    }

    @Test
    void passesOnWhatComes() throws IOException {
        assertThat(ask()).isEqualTo(Instance.BODY);
        assertThat(front.asked()).isEqualTo(1);
        assertThat(front.work()).isGreaterThan(1);
    }

    @Test
    void saysOtherThings() throws Exception {
        ask();
        become(BadAnswer.MALFORMED);
        assertThat(ask()).startsWith("<html>");
        become(BadAnswer.WRONG_TYPES);
        assertThat(ask()).isEqualTo("[1]");
        become(BadAnswer.REPEATS_THE_SECRET);
        assertThat(ask()).contains("open sesame");
        front.passOn();
        assertThat(ask()).isEqualTo(Instance.BODY);
    }

    @Test
    void doesNotSayAllOfIt() throws Exception {
        ask();
        become(BadAnswer.TRUNCATED);
        assertThatThrownBy(this::ask).hasMessageContaining("unexpected end");
        for (BadAnswer never : new BadAnswer[] {BadAnswer.SILENT, BadAnswer.HUGE}) {
            become(never);
            assertThatThrownBy(this::ask).hasMessageContaining("timeout");
        }
    }
}

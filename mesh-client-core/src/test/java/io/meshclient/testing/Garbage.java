package io.meshclient.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.awaitility.core.ThrowingRunnable;

/**
 * Waits for the garbage collector. A thread of OkHttp that waits for work still holds the last connecting that it did, with
 * the call and the client behind it, for up to a minute; so it is given another one.
 */
public final class Garbage {

    /** Nobody listens there. */
    private static final Request NOWHERE =
            new Request.Builder().url("http://127.0.0.1:1/").build();

    private static final OkHttpClient OTHER = new OkHttpClient();

    private Garbage() {}

    /** Collects until something holds. */
    public static void collectedUntil(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    dialElsewhere();
                    System.gc();
                    assertion.run();
                });
    }

    private static void dialElsewhere() {
        try {
            OTHER.newCall(NOWHERE).execute().close();
        } catch (IOException refused) {
            // as it should be
        }
    }
}

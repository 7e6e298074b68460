package io.meshclient.discovery.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Bad answers that are made of a good one: its status and headers stay, but for those that tell where it ends. Immutable. */
final class BadAnswers {

    static final BadAnswers OF_NOTHING = new BadAnswers("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", new byte[0]);

    private static final long TRICKLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final byte[] SPACES = " ".repeat(1 << 14).getBytes(StandardCharsets.US_ASCII);

    private final String head;
    private final byte[] body;

    BadAnswers(String head, byte[] body) {
        this.head = head;
        this.body = body;
    }

    /** Ends with the answer, or when nobody reads it any more. */
    void write(BadAnswer how, String question, String otherTypes, OutputStream out) throws IOException {
        switch (how) {
            case MALFORMED -> untilClosed("<html>a proxy's error page</html>", out);
            case WRONG_TYPES -> untilClosed(otherTypes, out);
            case TRUNCATED -> truncated(out);
            case HUGE -> endless(out);
            case TRICKLING -> trickling(out);
            case SILENT -> silent();
            case REPEATS_THE_SECRET ->
                text(
                        "HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: " + question.length()
                                + "\r\n\r\n" + question,
                        out);
        }
    }

    private void untilClosed(String other, OutputStream out) throws IOException {
        text(HttpHead.withoutLength(head) + other, out);
    }

    private void truncated(OutputStream out) throws IOException {
        text(head, out);
        out.write(Arrays.copyOf(body, body.length / 2));
    }

    private void endless(OutputStream out) throws IOException {
        untilClosed("[", out);
        while (true) {
            out.write(SPACES);
        }
    }

    private void trickling(OutputStream out) throws IOException {
        text(head, out);
        for (byte octet : body) {
            LockSupport.parkNanos(TRICKLE_NANOS);
            out.write(octet);
        }
    }

    /** Until the connection ends: nothing can be written that would not be an answer, so that its end is not noticed. */
    private static void silent() {
        LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(1));
    }

    private static void text(String text, OutputStream out) throws IOException {
        out.write(HttpHead.bytes(text));
    }
}

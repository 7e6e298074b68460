package io.meshclient.benchmarks.faults.server;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Conversations in HTTP/1.1, good ones and bad ones. Requests have no body. */
public final class Http1 {

    /** The body of a good answer. */
    public static final String OK = "ok";

    private static final int BLANK_LINE = 0x0D0A0D0A;
    private static final Duration DRIP = Duration.ofSeconds(1);

    private Http1() {}

    /** Answers every request well. */
    public static TcpServer.Conversation healthy() {
        return always(text(OK));
    }

    /** These bytes to every request. */
    public static TcpServer.Conversation always(byte[] answer) {
        return connection -> {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            while (true) {
                readRequest(in);
                connection.getOutputStream().write(answer);
            }
        };
    }

    /** These bytes to the first request, then FIN, when the client has gone or after a moment. */
    public static TcpServer.Conversation once(byte[] answer) {
        return connection -> {
            readRequest(connection.getInputStream());
            connection.getOutputStream().write(answer);
            connection.shutdownOutput();
            untilGone(connection);
        };
    }

    /** RST in the place of an answer. */
    public static TcpServer.Conversation reset() {
        return connection -> {
            readRequest(connection.getInputStream());
            TcpServer.reset(connection);
        };
    }

    /** Hears, and says nothing. */
    public static TcpServer.Conversation silence() {
        return Http1::untilGone;
    }

    /** At once what comes first, then one byte of the rest each second. */
    public static TcpServer.Conversation trickle(byte[] first, byte[] rest) {
        return connection -> {
            readRequest(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            out.write(first);
            for (byte each : rest) {
                pause(DRIP);
                out.write(each); // fails when the client has gone
            }
        };
    }

    /** Headers, and a body without an end: 1 KiB each 20 ms. */
    public static TcpServer.Conversation endless() {
        return connection -> {
            readRequest(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"));
            while (true) {
                out.write(new byte[1024]);
                pause(Duration.ofMillis(20));
            }
        };
    }

    public static byte[] text(String body) {
        return ascii("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Up to the blank line. */
    static void readRequest(InputStream in) throws IOException {
        int last = 0;
        while (last != BLANK_LINE) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            last = last << 8 | next;
        }
    }

    static void untilGone(Socket connection) throws IOException {
        connection.setSoTimeout((int) TimeUnit.SECONDS.toMillis(60));
        connection.getInputStream().skip(Long.MAX_VALUE);
    }

    static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}

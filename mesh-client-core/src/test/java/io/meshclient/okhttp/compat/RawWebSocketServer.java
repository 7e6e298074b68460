package io.meshclient.okhttp.compat;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import okio.ByteString;

/** A server for one web socket, frame by frame, which need not keep to the rules. */
final class RawWebSocketServer implements AutoCloseable {

    /** What the server does, from the first byte on; afterwards it hangs up. */
    interface Script {
        void play(RawWebSocketServer server) throws IOException;
    }

    /** The first byte of a frame: final, compressed or not, and its kind. */
    static final int TEXT = 0x81;

    static final int COMPRESSED_TEXT = 0xC1;
    static final int CLOSE = 0x88;
    static final int PING = 0x89;
    static final int PONG = 0x8A;

    private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private volatile Socket connection = new Socket();
    private DataInputStream in = new DataInputStream(DataInputStream.nullInputStream());
    private OutputStream out = OutputStream.nullOutputStream();

    RawWebSocketServer(Script script) throws IOException {
        Thread thread = new Thread(() -> serve(script), "raw web socket");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Script script) {
        try (Socket accepted = listener.accept()) {
            connection = accepted;
            in = new DataInputStream(new BufferedInputStream(accepted.getInputStream()));
            out = accepted.getOutputStream();
            script.play(this);
        } catch (IOException over) {
            return; // the client went away, or the test is over
        }
    }

    String endpoint() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** Agrees, with more headers if wanted. */
    void upgrade(String... headers) throws IOException {
        String key = "";
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key: ")) {
                key = line.substring(19);
            }
        }
        String accept = ByteString.encodeUtf8(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                .sha1()
                .base64();
        StringBuilder head = new StringBuilder("HTTP/1.1 101 Yes\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        head.append("Sec-WebSocket-Accept: ").append(accept).append("\r\n\r\n");
        out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    /** Waits for a frame, and says what kind it is. */
    int frame() throws IOException {
        int kind = in.readUnsignedByte();
        int length = in.readUnsignedByte() & 0x7F;
        length = length == 126 ? in.readUnsignedShort() : length;
        in.readFully(new byte[4 + length]); // with its mask
        return kind;
    }

    /** Reads until the client hangs up. */
    void listenOnly() throws IOException {
        while (in.read() >= 0) {
            continue;
        }
    }

    void send(int kind, byte[] payload) throws IOException {
        byte[] frame = new byte[2 + payload.length];
        frame[0] = (byte) kind;
        frame[1] = (byte) payload.length;
        System.arraycopy(payload, 0, frame, 2, payload.length);
        out.write(frame);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        connection.close();
    }
}

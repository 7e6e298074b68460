package io.meshclient.benchmarks.faults.server;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Conversations in cleartext HTTP/2 with prior knowledge, frame by frame. Requests have no body, and nobody reads their headers. */
public final class Http2 {

    /** Error codes of RFC 9113. */
    public static final int INTERNAL_ERROR = 2;

    private static final int PREFACE_LENGTH = 24;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final byte STATUS_200 = (byte) 0x88; // HPACK: entry 8 of the static table
    private static final int SHORT_BUFFER = 4096;
    private static final int NEVER_OPENED = 1_000_001;

    /** What is sent in the place of an answer, or before it. */
    public interface Reaction {
        void to(int stream, Peer peer) throws IOException;
    }

    private Http2() {}

    /** Heeds the client's frames, and does this to each request. */
    public static TcpServer.Conversation each(Reaction reaction) {
        return connection -> {
            Peer peer = new Peer(connection);
            DataInputStream in = peer.greeted();
            while (true) {
                int stream = peer.heed(in);
                if (stream != 0) {
                    reaction.to(stream, peer);
                }
            }
        };
    }

    /** Does this to the first request, and from then on reads nothing any more. */
    public static TcpServer.Conversation deafAfter(Reaction reaction) {
        return connection -> {
            connection.setReceiveBufferSize(SHORT_BUFFER);
            Peer peer = new Peer(connection);
            DataInputStream in = peer.greeted();
            int stream = 0;
            while (stream == 0) {
                stream = peer.heed(in);
            }
            reaction.to(stream, peer);
            while (!connection.isClosed()) {
                Http1.pause(Duration.ofMillis(50));
            }
        };
    }

    /** The client's other end. Not for use by several threads. */
    public static final class Peer {
        private final Socket connection;
        private final DataOutputStream out;

        Peer(Socket connection) throws IOException {
            this.connection = connection;
            out = new DataOutputStream(new BufferedOutputStream(connection.getOutputStream(), 65_536));
        }

        DataInputStream greeted() throws IOException {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            in.readFully(new byte[PREFACE_LENGTH]);
            frame(SETTINGS, 0, 0);
            out.flush();
            return in;
        }

        /** Reads one frame; the stream if it completes a request, else 0. */
        int heed(DataInputStream in) throws IOException {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = new byte[length];
            in.readFully(payload);
            if ((type == SETTINGS || type == PING) && flags != ACK) {
                frame(type, ACK, 0, type == PING ? payload : new byte[0]);
                out.flush();
            }
            return type == HEADERS && (flags & END_STREAM) != 0 ? stream : 0;
        }

        public void answer(int stream) throws IOException {
            frame(HEADERS, END_HEADERS, stream, STATUS_200);
            frame(DATA, END_STREAM, stream, Http1.ascii(Http1.OK));
            out.flush();
        }

        public void reset(int stream, int code) throws IOException {
            frame(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(code).array());
            out.flush();
        }

        public void settings(int times) throws IOException {
            for (int i = 0; i < times; i++) {
                frame(SETTINGS, 0, 0);
            }
            out.flush();
        }

        public void pings(int times) throws IOException {
            for (int i = 0; i < times; i++) {
                frame(PING, 0, 0, ByteBuffer.allocate(8).putInt(i).array());
            }
            out.flush();
        }

        /** Resets of streams that were never there. */
        public void resets(int times) throws IOException {
            byte[] code = ByteBuffer.allocate(4).putInt(INTERNAL_ERROR).array();
            for (int i = 0; i < times; i++) {
                frame(RST_STREAM, 0, NEVER_OPENED + 2 * i, code);
            }
            out.flush();
        }

        private void frame(int type, int flags, int stream, byte... payload) throws IOException {
            out.writeByte(payload.length >> 16);
            out.writeShort(payload.length);
            out.writeByte(type);
            out.writeByte(flags);
            out.writeInt(stream);
            out.write(payload);
        }
    }
}

package io.meshclient.okhttp.compat;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import okio.Buffer;

/** Server sockets that write down what clients of cleartext HTTP/2 send, as type, stream and error code of each frame. */
final class FrameTap extends ServerSocketFactory {

    private static final int PREFACE = 24;
    private static final int RST_STREAM = 3;

    private final List<String> frames = new CopyOnWriteArrayList<>();

    /** The resets so far, such as {@code stream 3, code 8}. */
    List<String> resets() {
        return frames;
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new ServerSocket() {
            @Override
            public Socket accept() throws IOException {
                Socket accepted = new Socket() {
                    @Override
                    public InputStream getInputStream() throws IOException {
                        return new Tapped(super.getInputStream());
                    }
                };
                implAccept(accepted);
                accepted.setTcpNoDelay(true);
                return accepted;
            }
        };
    }

    private final class Tapped extends FilterInputStream {
        private final Buffer seen = new Buffer();
        private boolean prefaceSeen;

        Tapped(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            if (count > 0) {
                seen.write(bytes, offset, count);
                parse();
            }
            return count;
        }

        private void parse() throws IOException {
            if (!prefaceSeen && seen.size() >= PREFACE) {
                seen.skip(PREFACE);
                prefaceSeen = true;
            }
            while (prefaceSeen && seen.size() >= 9 && seen.size() >= 9 + length()) {
                int length = length();
                seen.skip(3);
                int type = seen.readByte();
                seen.skip(1);
                int stream = seen.readInt();
                if (type == RST_STREAM) {
                    frames.add("stream " + stream + ", code " + seen.clone().readInt());
                }
                seen.skip(length);
            }
        }

        private int length() {
            return (seen.getByte(0) & 0xFF) << 16 | (seen.getByte(1) & 0xFF) << 8 | seen.getByte(2) & 0xFF;
        }
    }

    @Override
    public ServerSocket createServerSocket(int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
        throw new UnsupportedOperationException();
    }
}

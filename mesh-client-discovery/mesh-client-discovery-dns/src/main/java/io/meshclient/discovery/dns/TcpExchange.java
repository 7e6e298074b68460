package io.meshclient.discovery.dns;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;

/** A question over a connection of its own, for an answer that fits no datagram: at most 65,535 bytes. */
final class TcpExchange implements Exchange {

    private final SocketChannel channel;
    private final boolean connected;
    private final ByteBuffer out;
    private ByteBuffer in = ByteBuffer.allocate(Short.BYTES); // first the length, then the message
    private boolean lengthKnown;
    private final CompletableFuture<byte[]> answer = new CompletableFuture<>();

    private TcpExchange(SocketChannel channel, boolean connected, ByteBuffer out) {
        this.channel = channel;
        this.connected = connected;
        this.out = out;
    }

    /** Begins to connect. */
    static TcpExchange begin(InetSocketAddress server, byte[] question) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            boolean connected = channel.connect(server);
            ByteBuffer out = ByteBuffer.allocate(Short.BYTES + question.length);
            out.putShort((short) question.length).put(question).flip();
            return new TcpExchange(channel, connected, out);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public SocketChannel channel() {
        return channel;
    }

    @Override
    public int interest() {
        return connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT;
    }

    @Override
    public void proceed(SelectionKey key) throws IOException {
        if (key.isConnectable()) {
            channel.finishConnect();
            key.interestOps(SelectionKey.OP_WRITE);
        } else if (key.isWritable()) {
            channel.write(out);
            if (!out.hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ);
            }
        } else if (key.isReadable()) {
            read();
        }
    }

    private void read() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the connection ended within the answer");
        }
        if (in.hasRemaining()) {
            return;
        }
        if (!lengthKnown) {
            lengthKnown = true;
            in = ByteBuffer.allocate(Short.toUnsignedInt(in.getShort(0)));
            return;
        }
        answer.complete(in.array());
    }

    @Override
    public CompletableFuture<byte[]> answer() {
        return answer;
    }
}

package io.meshclient.discovery.dns;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.CompletableFuture;

/**
 * A question in one datagram. Each has a socket of its own, for the operating system then gives each a port that nobody can
 * guess, and tells at once when nobody listens at the server's port.
 */
final class UdpExchange implements Exchange {

    private final DatagramChannel channel;
    private final byte[] question;
    private final int mostBytes;
    private final CompletableFuture<byte[]> answer = new CompletableFuture<>();

    private UdpExchange(DatagramChannel channel, byte[] question, int mostBytes) {
        this.channel = channel;
        this.question = question;
        this.mostBytes = mostBytes;
    }

    /** Sends it. */
    static UdpExchange begin(InetSocketAddress server, byte[] question, int mostBytes) throws IOException {
        DatagramChannel channel = DatagramChannel.open(
                server.getAddress() instanceof Inet6Address
                        ? StandardProtocolFamily.INET6
                        : StandardProtocolFamily.INET);
        try {
            channel.configureBlocking(false);
            channel.connect(server);
            if (channel.write(ByteBuffer.wrap(question)) != question.length) {
                throw new IOException("the machine's send buffer is full");
            }
            return new UdpExchange(channel, question, mostBytes);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public DatagramChannel channel() {
        return channel;
    }

    @Override
    public int interest() {
        return SelectionKey.OP_READ;
    }

    @Override
    public void proceed(SelectionKey key) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(mostBytes);
        if (channel.read(buffer) <= 0) {
            return;
        }
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        if (bytes.length >= 2 && bytes[0] == question[0] && bytes[1] == question[1]) {
            answer.complete(bytes); // with another id it is not for us, and perhaps from somebody who guesses
        }
    }

    @Override
    public CompletableFuture<byte[]> answer() {
        return answer;
    }
}

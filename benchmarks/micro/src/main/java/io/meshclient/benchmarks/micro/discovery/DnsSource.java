package io.meshclient.benchmarks.micro.discovery;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.dns.DnsDiscovery;
import io.meshclient.time.MeshRuntime;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server on loopback that has one answer ready: SRV records and the addresses of their targets. */
final class DnsSource implements Source {
    private static final String NAME = "_http._tcp.orders.test.";
    private static final int TTL = 3_600;
    private static final int LONGEST_DATAGRAM = 1_232;
    private static final int LONGEST_QUESTION = 512;
    private static final byte TRUNCATED = 0x02;

    private final ServerSocket tcp = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    private final DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress());
    private final ExecutorService threads =
            Executors.newCachedThreadPool(task -> new Thread(task, ThreadCosts.NOT_COUNTED + "dns"));
    private final byte[] answer;
    private final byte[] referral;

    DnsSource(int endpoints) throws IOException {
        answer = answer(endpoints).toWire(Message.MAXLENGTH);
        referral = answer(0).toWire();
        referral[2] |= TRUNCATED;
        threads.execute(this::datagrams);
        threads.execute(this::connections);
    }

    private static Message answer(int endpoints) throws IOException {
        Message message = new Message(0);
        message.getHeader().setFlag(Flags.QR);
        message.addRecord(Record.newRecord(Name.fromString(NAME), Type.SRV, DClass.IN), Section.QUESTION);
        for (int i = 0; i < endpoints; i++) {
            Name target = Name.fromString("i" + i + ".orders.test.");
            message.addRecord(new SRVRecord(Name.fromString(NAME), DClass.IN, TTL, 0, 1, 8080, target), Section.ANSWER);
            message.addRecord(
                    new ARecord(target, DClass.IN, TTL, InetAddress.getByName(Answers.host(i))), Section.ADDITIONAL);
        }
        return message;
    }

    private void datagrams() {
        byte[] question = new byte[LONGEST_QUESTION];
        while (!udp.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(question, question.length);
                udp.receive(packet);
                byte[] body = withId(answer.length <= LONGEST_DATAGRAM ? answer : referral, question);
                udp.send(new DatagramPacket(body, body.length, packet.getSocketAddress()));
            } catch (IOException e) {
                // closed, or one question less
            }
        }
    }

    private void connections() {
        while (!tcp.isClosed()) {
            try (Socket socket = tcp.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] question = in.readNBytes(in.readUnsignedShort());
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeShort(answer.length);
                out.write(withId(answer, question));
                out.flush();
                in.read(); // until the other side has had enough
            } catch (IOException e) {
                // closed, or one question less
            }
        }
    }

    private static byte[] withId(byte[] answer, byte[] question) {
        byte[] mine = answer.clone();
        mine[0] = question[0];
        mine[1] = question[1];
        return mine;
    }

    @Override
    public Discovery discovery(MeshRuntime runtime) {
        return DnsDiscovery.builder()
                .servers("127.0.0.1:" + tcp.getLocalPort())
                .addressFamily("ipv4")
                .maxTtl(Duration.ofHours(1))
                .build(runtime);
    }

    @Override
    public String target() {
        return "srv:///" + NAME;
    }

    @Override
    public long bytes() {
        return answer.length;
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
        threads.shutdownNow();
    }
}

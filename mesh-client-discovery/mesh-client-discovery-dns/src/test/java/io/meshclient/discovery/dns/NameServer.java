package io.meshclient.discovery.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** A name server on 127.0.0.1, over UDP and TCP, that says what a test wants, and misbehaves when told. */
final class NameServer implements AutoCloseable {

    enum Fault {
        NONE,
        SERVFAIL,
        REFUSED,
        SILENT,
        GARBAGE,
        CUT_OFF,
        LAME,
        ANOTHER_ID_FIRST,
        TCP_ENDS_WITHIN_ANSWER,
        TCP_TRICKLES
    }

    private final Map<Name, List<Record>> zone = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> questions = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Fault> faultOfType = new ConcurrentHashMap<>();
    private final int port;
    private volatile Fault fault = Fault.NONE;
    private volatile boolean additional = true;
    private volatile long soaMinimum = 1;
    private volatile Sockets sockets;

    private record Sockets(DatagramSocket udp, ServerSocket tcp) {
        void close() {
            udp.close();
            try {
                tcp.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    NameServer() {
        sockets = open(0);
        port = sockets.udp.getLocalPort();
        serve(sockets);
    }

    /** The same number for both, which nobody else has. */
    private static Sockets open(int wanted) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int tries = 0; tries < 200; tries++) {
            int port = wanted != 0 ? wanted : ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try {
                ServerSocket tcp = new ServerSocket();
                tcp.setReuseAddress(true);
                tcp.bind(new InetSocketAddress(loopback, port));
                try {
                    return new Sockets(new DatagramSocket(port, loopback), tcp);
                } catch (IOException taken) {
                    tcp.close();
                }
            } catch (IOException taken) {
                // The next one.
            }
        }
        throw new IllegalStateException("no free port");
    }

    private void serve(Sockets on) {
        start("udp", () -> serveUdp(on.udp));
        start("tcp", () -> serveTcp(on.tcp));
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, "name-server-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    void fault(Fault value) {
        fault = value;
    }

    void fault(int type, Fault value) {
        faultOfType.put(type, value);
    }

    void additional(boolean value) {
        additional = value;
    }

    void soaMinimum(long seconds) {
        soaMinimum = seconds;
    }

    /** Nobody listens at the port any more. */
    void stop() {
        sockets.close();
    }

    void startAgain() {
        sockets = open(port);
        serve(sockets);
    }

    /** All records of a name; none, and the name exists without any. Lines such as {@code 5 A 10.0.0.1}. */
    void put(String name, String... lines) {
        try {
            Name owner = Name.fromString(name, Name.root);
            List<Record> records = new ArrayList<>();
            for (String line : lines) {
                String[] words = line.split(" ", 3);
                records.add(Record.fromString(
                        owner, Type.value(words[1]), DClass.IN, Long.parseLong(words[0]), words[2], Name.root));
            }
            zone.put(owner, records);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(String name) {
        try {
            zone.remove(Name.fromString(name, Name.root));
        } catch (TextParseException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Such as {@code udp orders.test. A}, in their order. */
    List<String> questions() {
        return List.copyOf(questions);
    }

    void forgetQuestions() {
        questions.clear();
    }

    private void serveUdp(DatagramSocket socket) {
        byte[] buffer = new byte[65_535];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] bytes = new byte[packet.getLength()];
                System.arraycopy(buffer, 0, bytes, 0, bytes.length);
                Message query = new Message(bytes);
                int most = query.getOPT() == null ? 512 : query.getOPT().getPayloadSize();
                for (byte[] answer : answers(query, "udp", most)) {
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    System.out.println("test name server: " + e);
                }
            }
        }
    }

    private void serveTcp(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                byte[] question = new byte[in.readUnsignedShort()];
                in.readFully(question);
                for (byte[] answer : answers(new Message(question), "tcp", Message.MAXLENGTH)) {
                    out.writeShort(answer.length);
                    writeTcp(out, answer);
                    in.read(); // until the client has gone
                }
            } catch (IOException e) {
                // The client has gone, or the server.
            }
        }
    }

    private void writeTcp(DataOutputStream out, byte[] answer) throws IOException {
        switch (fault) {
            case TCP_ENDS_WITHIN_ANSWER -> {
                out.write(answer, 0, answer.length / 2);
                out.flush();
                throw new IOException("on purpose");
            }
            case TCP_TRICKLES -> out.write(answer, 0, answer.length / 2); // and no more
            default -> out.write(answer);
        }
        out.flush();
    }

    private List<byte[]> answers(Message query, String how, int most) {
        Record question = query.getQuestion();
        questions.add(how + " " + question.getName() + " " + Type.string(question.getType()));
        Message good = answer(query);
        byte[] wire = good.toWire(most);
        return switch (faultOfType.getOrDefault(question.getType(), fault)) {
            case SILENT -> List.of();
            case SERVFAIL -> List.of(failing(query, Rcode.SERVFAIL));
            case REFUSED -> List.of(failing(query, Rcode.REFUSED));
            case GARBAGE -> List.of(garbage(wire));
            case CUT_OFF -> List.of(java.util.Arrays.copyOf(wire, wire.length - 7));
            case LAME -> List.of(lame(query));
            case ANOTHER_ID_FIRST -> List.of(anotherId(wire), wire);
            default -> List.of(wire);
        };
    }

    private Message answer(Message query) {
        Record question = query.getQuestion();
        Message answer = reply(query, Rcode.NOERROR);
        answer.getHeader().setFlag(Flags.AA);
        Name name = question.getName();
        List<Record> records = zone.get(name);
        while (records != null && !records.isEmpty() && records.get(0) instanceof CNAMERecord alias) {
            answer.addRecord(alias, Section.ANSWER);
            name = alias.getTarget();
            records = zone.get(name);
        }
        boolean found = false;
        for (Record record : records == null ? List.<Record>of() : records) {
            if (record.getType() == question.getType()) {
                answer.addRecord(record, Section.ANSWER);
                found = true;
                addAdditional(answer, record);
            }
        }
        if (!found) {
            answer.getHeader().setRcode(records == null ? Rcode.NXDOMAIN : Rcode.NOERROR);
            answer.addRecord(soa(), Section.AUTHORITY);
        }
        return answer;
    }

    private void addAdditional(Message answer, Record record) {
        if (additional && record.getAdditionalName() != null) {
            zone.getOrDefault(record.getAdditionalName(), List.of())
                    .forEach(one -> answer.addRecord(one, Section.ADDITIONAL));
        }
    }

    private Record soa() {
        return new SOARecord(Name.root, DClass.IN, 3600, Name.root, Name.root, 1, 1, 1, 1, soaMinimum);
    }

    private static Message reply(Message query, int rcode) {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setRcode(rcode);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        return answer;
    }

    private static byte[] failing(Message query, int rcode) {
        return reply(query, rcode).toWire(Message.MAXLENGTH);
    }

    private static byte[] lame(Message query) {
        Message answer = reply(query, Rcode.NOERROR);
        answer.addRecord(new NSRecord(Name.root, DClass.IN, 3600, Name.root), Section.AUTHORITY);
        return answer.toWire(Message.MAXLENGTH);
    }

    /** The right id, and then anything. */
    private static byte[] garbage(byte[] wire) {
        byte[] garbage = new byte[64];
        java.util.Arrays.fill(garbage, (byte) 0xC7);
        garbage[0] = wire[0];
        garbage[1] = wire[1];
        return garbage;
    }

    private static byte[] anotherId(byte[] wire) {
        byte[] other = wire.clone();
        other[1]++;
        other[other.length - 1] ^= 1;
        return other;
    }

    @Override
    public void close() {
        stop();
    }
}

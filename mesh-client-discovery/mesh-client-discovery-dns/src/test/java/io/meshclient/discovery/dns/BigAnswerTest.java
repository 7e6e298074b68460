package io.meshclient.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.discovery.dns.Answer.Kind;
import io.meshclient.endpoint.EndpointSet;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What the largest answers cost that DNS can carry: a message ends at 65,535 bytes. */
final class BigAnswerTest {

    private static final int ADDRESSES = 4_000;
    private static final int SERVICES = 10_000;

    @Test
    void fourThousandAddressesInOneMessage() throws IOException {
        byte[] wire = addresses();
        EndpointSet set = EndpointSet.EMPTY;
        for (int round = 0; round < 20; round++) {
            long begin = System.nanoTime();
            long allocated = allocated();
            Message message = new Message(wire);
            Answer answer = Answer.of(message, name("orders.test."), Type.A);
            set = EndpointSet.of(Addresses.read(answer.records()).stream()
                    .map(address -> io.meshclient.endpoint.Endpoint.builder(address.getHostAddress(), 80)
                            .build())
                    .toList());
            if (round == 0 || round == 19) {
                print(ADDRESSES + " addresses in a message of " + wire.length + " bytes", round, begin, allocated);
            }
        }
        assertThat(set.endpoints()).hasSize(ADDRESSES);
    }

    /** More than a message holds: what the code does if a server ever said so much. */
    @Test
    void tenThousandServices() {
        Answer answer = services();
        Found found = Found.none(Kind.NO_DATA, 0, Name.root);
        for (int round = 0; round < 20; round++) {
            long begin = System.nanoTime();
            long allocated = allocated();
            found = new SrvLookup(
                            Name.root,
                            new Addresses(
                                    (name, type) -> CompletableFuture.failedFuture(new IOException("not asked")),
                                    AddressFamily.ANY,
                                    new Remembered()))
                    .endpoints(answer)
                    .join();
            if (round == 0 || round == 19) {
                print(SERVICES + " SRV records and their addresses, already parsed", round, begin, allocated);
            }
        }
        assertThat(found.set().endpoints()).hasSize(SERVICES);
    }

    private static byte[] addresses() throws IOException {
        Message message = new Message(7);
        message.getHeader().setFlag(Flags.QR);
        message.addRecord(Record.newRecord(name("orders.test."), Type.A, DClass.IN), Section.QUESTION);
        for (int i = 0; i < ADDRESSES; i++) {
            message.addRecord(a("orders.test.", i), Section.ANSWER);
        }
        byte[] wire = message.toWire(Message.MAXLENGTH);
        assertThat(wire.length).isGreaterThan(60_000);
        return wire;
    }

    private static Answer services() {
        java.util.List<Record> records = new java.util.ArrayList<>();
        java.util.List<Record> additional = new java.util.ArrayList<>();
        for (int i = 0; i < SERVICES; i++) {
            records.add(new SRVRecord(
                    name("_http._tcp.orders.test."),
                    DClass.IN,
                    5,
                    i % 3,
                    i % 10,
                    8080,
                    name("i" + i + ".orders.test.")));
            additional.add(a("i" + i + ".orders.test.", i));
        }
        return new Answer(Kind.FOUND, records, additional, 5);
    }

    private static ARecord a(String name, int i) {
        try {
            return new ARecord(name(name), DClass.IN, 5, java.net.InetAddress.getByAddress(new byte[] {
                10, 1, (byte) (i / 256), (byte) i
            }));
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static void print(String what, int round, long begin, long allocated) {
        System.out.printf(
                "dns: %s, %s: %.1f ms, %.1f MB allocated%n",
                what, round == 0 ? "cold" : "warm", (System.nanoTime() - begin) / 1e6, (allocated() - allocated) / 1e6);
    }
}

package io.meshclient.discovery.testkit;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Reads what the process writes to its console, where whatever logs writes to in tests; it is still written. */
final class Console implements AutoCloseable {

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    Console() {
        System.setOut(new PrintStream(new Tee(out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new Tee(err), true, StandardCharsets.UTF_8));
    }

    String text() {
        return text.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
    }

    private final class Tee extends OutputStream {
        private final PrintStream original;

        Tee(PrintStream original) {
            this.original = original;
        }

        @Override
        public void write(int octet) {
            text.write(octet);
            original.write(octet);
        }

        @Override
        public void write(byte[] bytes, int from, int count) {
            text.write(bytes, from, count);
            original.write(bytes, from, count);
        }
    }
}

package io.meshclient.samples.shop.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A running JVM that this one started: it can be talked to, awaited and ended. */
public final class ChildJvm {
    private static final Duration END_LIMIT = Duration.ofSeconds(5);

    /** Not a line that a child could say. */
    private static final String GONE = "\n";

    private final String name;
    private final Path log;
    private final Process process;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    private ChildJvm(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    static ChildJvm start(JvmSpec spec, Path log) throws IOException {
        Process process =
                new ProcessBuilder(spec.command()).redirectErrorStream(true).start();
        ChildJvm child = new ChildJvm(spec.name(), log, process);
        Thread reader = new Thread(child::read, "output of " + spec.name());
        reader.setDaemon(true);
        reader.start();
        return child;
    }

    /** Waits until the child says a line that begins with this word, and returns what follows the word. */
    public String await(String word, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            String line = next(end);
            if (line == null || line.equals(GONE)) {
                String how = line == null ? " did not say \"" + word + "\" in " + limit.toSeconds() + " s" : " ended";
                throw new IOException(name + how + "; its output is in " + log);
            }
            if (line.startsWith(word)) {
                return line.substring(word.length()).strip();
            }
        }
    }

    /** Waits until the child says a line that begins with this word; false if it does not do so in time. */
    public boolean says(String word, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (String line = next(end); line != null; line = next(end)) {
            if (line.equals(GONE)) {
                throw new IOException(name + " ended; its output is in " + log);
            }
            if (line.startsWith(word)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String next(long end) throws InterruptedException {
        return said.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** Sends the child a line. */
    public void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Ends the child as an operator would: SIGTERM, and SIGKILL if that does not help. */
    public void end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    /** Ends the child without a warning: SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGKILL without waiting, for the end of everything. */
    void abandon() {
        process.destroyForcibly();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                PrintWriter out = new PrintWriter(
                        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND), true)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(Parent.MARK)) {
                    said.add(line.substring(Parent.MARK.length()));
                } else {
                    out.println(line);
                }
            }
        } catch (IOException e) {
            // the pipe of a child that was killed may end with an exception instead of an end of file
            System.err.println("output of " + name + ": " + e);
        } finally {
            said.add(GONE);
        }
    }
}

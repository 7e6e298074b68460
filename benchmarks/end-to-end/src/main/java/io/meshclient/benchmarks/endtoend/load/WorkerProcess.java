package io.meshclient.benchmarks.endtoend.load;

import io.meshclient.benchmarks.endtoend.contender.ContenderName;
import io.meshclient.benchmarks.endtoend.contender.PolicyCounts;
import io.meshclient.benchmarks.endtoend.stand.HostPort;
import io.meshclient.benchmarks.endtoend.stand.ProcessUsage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The harness's handle on a {@link Worker}: every answer is waited for within bounds. */
public final class WorkerProcess implements AutoCloseable {
    private static final long START_SECONDS = 60;
    private static final long GRACE_SECONDS = 90;
    private static final String ENDED = "the process ended";

    private final Process process;
    private final PrintWriter commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private WorkerProcess(Process process) {
        this.process = process;
        this.commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Thread reader = new Thread(this::readAnswers, "worker-answers");
        reader.setDaemon(true);
        reader.start();
    }

    public static WorkerProcess start(ContenderName contender, List<HostPort> targets, Path log) throws IOException {
        String addresses = targets.stream().map(HostPort::toString).collect(Collectors.joining(","));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // One fixed heap, so that no contender is measured while its heap grows.
                "-Xms512m",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Worker.class.getName(),
                contender.label(),
                addresses);
        WorkerProcess worker = new WorkerProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
        worker.expectReady(log);
        return worker;
    }

    private void expectReady(Path log) throws IOException {
        try {
            String first = answer(START_SECONDS);
            if (!first.equals(Worker.READY)) {
                throw new IOException(first);
            }
        } catch (IOException e) {
            close();
            throw new IOException("a contender's process did not start, see " + log, e);
        }
    }

    private void readAnswers() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(answers::add);
        } catch (IOException | java.io.UncheckedIOException e) {
            // The end of the process is the end of its answers, however it shows.
        }
        answers.add(ENDED);
    }

    public LoadResult runFor(int callers, long millis) throws IOException {
        return LoadResult.parse(
                ask("time " + callers + " " + millis, TimeUnit.MILLISECONDS.toSeconds(millis) + GRACE_SECONDS));
    }

    public LoadResult runCalls(int callers, long callsPerCaller) throws IOException {
        return LoadResult.parse(ask("calls " + callers + " " + callsPerCaller, 2 * GRACE_SECONDS));
    }

    public PolicyCounts counts() throws IOException {
        String[] counts = ask("counts", GRACE_SECONDS).split(" ", -1);
        return new PolicyCounts(Long.parseLong(counts[0]), Long.parseLong(counts[1]));
    }

    public long cpuMicros() throws IOException {
        return ProcessUsage.cpuMicros(process.pid());
    }

    private String ask(String command, long seconds) throws IOException {
        commands.println(command);
        String answer = answer(seconds);
        if (answer.startsWith("failed: ") || answer.equals(ENDED)) {
            throw new IOException(command + ": " + answer);
        }
        return answer;
    }

    private String answer(long seconds) throws IOException {
        try {
            String answer = answers.poll(seconds, TimeUnit.SECONDS);
            if (answer == null) {
                throw new IOException("no answer within " + seconds + " s");
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        commands.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

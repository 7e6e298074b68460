package io.meshclient.benchmarks.endtoend.load;

import io.meshclient.benchmarks.endtoend.contender.Contender;
import io.meshclient.benchmarks.endtoend.contender.ContenderName;
import io.meshclient.benchmarks.endtoend.contender.PolicyCounts;
import io.meshclient.benchmarks.endtoend.stand.HostPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * The process of one contender. It takes one command a line and answers each with one line, and ends with its standard
 * input, so it cannot outlive the harness:
 *
 * <pre>
 * time CALLERS MILLIS   calls for that long
 * calls CALLERS NUMBER  each caller makes that many calls
 * counts                what the client's policies did so far
 * </pre>
 */
public final class Worker {
    static final String READY = "ready";

    private final Contender contender;

    private Worker(Contender contender) {
        this.contender = contender;
    }

    /** Arguments: contender, targets separated by commas. */
    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        // What libraries print must not be taken for an answer.
        System.setOut(System.err);
        ContenderName name = ContenderName.of(args[0]).orElseThrow();
        List<HostPort> targets =
                Arrays.stream(args[1].split(",", -1)).map(HostPort::parse).toList();
        try (Contender contender = Contender.open(name, targets)) {
            new Worker(contender).serve(answers);
        }
        // A client with threads that are not daemons must not keep the harness waiting.
        System.exit(0);
    }

    private void serve(PrintStream answers) throws IOException, InterruptedException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        answers.println(READY);
        String command = commands.readLine();
        while (command != null) {
            answers.println(answer(command.split(" ", -1)));
            command = commands.readLine();
        }
    }

    private String answer(String[] command) throws InterruptedException {
        try {
            return switch (command[0]) {
                case "time" -> load(command[1], Load.Limit.time(Long.parseLong(command[2])));
                case "calls" -> load(command[1], Load.Limit.calls(Long.parseLong(command[2])));
                case "counts" -> counts();
                default -> throw new IllegalArgumentException("unknown command " + command[0]);
            };
        } catch (ExecutionException | TimeoutException e) {
            e.printStackTrace();
            return "failed: " + e;
        }
    }

    private String load(String callers, Load.Limit limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return new Load(contender, Integer.parseInt(callers), limit).run().toLine();
    }

    private String counts() {
        PolicyCounts counts = contender.counts();
        return counts.retries() + " " + counts.ejections();
    }
}

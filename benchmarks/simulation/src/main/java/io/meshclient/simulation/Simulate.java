package io.meshclient.simulation;

import io.meshclient.time.Ticker;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The command: simulates scenario files, prints a table for each, and writes tables and charts into a folder. */
public final class Simulate {

    private static final int DONE = 0;
    private static final int MISSED = 1;
    private static final int WRONG = 2;

    private final PrintStream out;
    private final PrintStream err;
    private final List<Path> files = new ArrayList<>();
    private @Nullable Path folder;
    private long events;

    private Simulate(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the command and ends the JVM: 0 done, 1 done but an expectation was missed, 2 wrong usage or scenario.
     *
     * @param arguments scenario files, and {@code --out} with a folder
     */
    public static void main(String... arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
    }

    static int run(PrintStream out, PrintStream err, String... arguments) {
        Simulate command = new Simulate(out, err);
        try {
            command.read(arguments);
            List<Scenario> scenarios =
                    command.files.stream().map(Scenario::read).toList();
            long began = Ticker.system().nanos();
            boolean met = true;
            for (Scenario scenario : scenarios) {
                met &= command.simulate(scenario);
            }
            double seconds = (Ticker.system().nanos() - began) / 1e9;
            err.printf(Locale.ROOT, "%.1f million events in %.1f s%n", command.events / 1e6, seconds);
            return met ? DONE : MISSED;
        } catch (IllegalArgumentException e) {
            err.println("simulate: " + e.getMessage());
            return WRONG;
        } catch (IOException e) {
            err.println("simulate: could not write: " + e);
            return WRONG;
        }
    }

    private void read(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--out") && i + 1 < arguments.length) {
                folder = Path.of(arguments[++i]);
            } else if (arguments[i].startsWith("-")) {
                throw new IllegalArgumentException(
                        "'" + arguments[i] + "' is no option with its value; allowed: --out DIR");
            } else {
                files.add(Path.of(arguments[i]));
            }
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("say which scenario: simulate FILE... [--out DIR]");
        }
    }

    private boolean simulate(Scenario scenario) throws IOException {
        SimulationResult result = Simulation.simulate(scenario);
        events += result.events();
        out.println(result.table());
        Path target = folder;
        if (target != null) {
            Files.createDirectories(target);
            Files.writeString(target.resolve(scenario.name() + ".txt"), result.table());
            Files.writeString(target.resolve(scenario.name() + ".svg"), result.chart());
        }
        return result.asExpected();
    }
}

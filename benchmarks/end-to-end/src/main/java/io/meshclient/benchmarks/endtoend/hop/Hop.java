package io.meshclient.benchmarks.endtoend.hop;

import io.meshclient.benchmarks.endtoend.Machine;
import io.meshclient.benchmarks.endtoend.Options;
import io.meshclient.benchmarks.endtoend.contender.ContenderName;
import io.meshclient.benchmarks.endtoend.stand.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The command {@code run.sh hop}: runs {@link HopBenchmark}, keeps JMH's JSON and prints a table. */
public final class Hop {
    private static final int USAGE_ERROR = 2;

    private Hop() {}

    public static void main(String[] arguments) throws IOException, RunnerException {
        try {
            Options options = Options.parse(List.of(arguments));
            run(options, Tools.fromSystemProperties());
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(USAGE_ERROR);
        }
    }

    private static void run(Options options, Tools tools) throws IOException, RunnerException {
        Files.createDirectories(options.out());
        System.out.println(Machine.describe());
        ChainedOptionsBuilder jmh = new OptionsBuilder()
                .include(HopBenchmark.class.getName())
                .param("contender", labels(options.plan().contenders()))
                .jvmArgs(jvmArguments(options, tools))
                .shouldFailOnError(true)
                .timeout(TimeValue.minutes(2))
                .resultFormat(ResultFormatType.JSON)
                .result(options.out().resolve("hop.json").toString());
        Collection<RunResult> results =
                new Runner(repeated(jmh, options.isQuick()).build()).run();
        HopTables.of(results).forEach(table -> System.out.println("\n" + table));
        System.out.println("\n" + options.out().resolve("hop.json"));
    }

    private static ChainedOptionsBuilder repeated(ChainedOptionsBuilder jmh, boolean quick) {
        return quick
                ? jmh.forks(1)
                        .warmupIterations(2)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(2)
                        .measurementTime(TimeValue.seconds(1))
                : jmh.forks(3)
                        .warmupIterations(4)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(2));
    }

    private static String[] labels(List<ContenderName> contenders) {
        return contenders.stream().map(ContenderName::label).toArray(String[]::new);
    }

    private static String[] jvmArguments(Options options, Tools tools) {
        Path directory = options.out().resolve("logs").resolve("hop").toAbsolutePath();
        return new String[] {
            "-Xms512m",
            "-Xmx512m",
            "-D" + HopBenchmark.DIRECTORY_PROPERTY + "=" + directory,
            "-D" + Tools.NGINX_PROPERTY + "=" + tools.nginx(),
            "-D" + Tools.ENVOY_PROPERTY + "="
                    + tools.envoy().map(Path::toString).orElse("")
        };
    }
}

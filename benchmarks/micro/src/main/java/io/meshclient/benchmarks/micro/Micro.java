package io.meshclient.benchmarks.micro;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The command {@code run.sh micro}: runs the benchmarks of this package, keeps JMH's JSON and prints a table. */
public final class Micro {
    private static final int USAGE_ERROR = 2;

    /** So many combinations that they are run on demand only. */
    private static final String POLICIES = "PolicyBenchmark";

    private Micro() {}

    public static void main(String[] arguments) throws Exception {
        List<String> rest = new ArrayList<>(List.of(arguments));
        boolean quick = rest.remove("--quick");
        boolean policies = rest.remove("--policies");
        if (rest.size() != 2 || !rest.get(0).equals("--out")) {
            System.err.println("usage: [--quick] [--policies] --out DIRECTORY");
            System.exit(USAGE_ERROR);
        }
        run(quick, policies, Path.of(rest.get(1)));
    }

    private static void run(boolean quick, boolean policies, Path out) throws Exception {
        Files.createDirectories(out);
        System.out.println(MicroTable.machine());
        if (!policies) {
            Retained.print();
        }
        ChainedOptionsBuilder jmh = new OptionsBuilder()
                .include(Micro.class.getPackageName().replace(".", "\\.") + "\\..*" + (policies ? POLICIES : ""))
                .exclude(policies ? "none" : POLICIES)
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xms512m", "-Xmx512m")
                .shouldFailOnError(true)
                .timeout(TimeValue.minutes(2))
                .resultFormat(ResultFormatType.JSON)
                .result(out.resolve("micro.json").toString());
        MicroTable.print(new Runner(repeated(jmh, quick).build()).run());
        System.out.println("\n" + out.resolve("micro.json"));
    }

    private static ChainedOptionsBuilder repeated(ChainedOptionsBuilder jmh, boolean quick) {
        return quick
                ? jmh.forks(1)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(3)
                        .measurementTime(TimeValue.milliseconds(500))
                : jmh.forks(3)
                        .warmupIterations(5)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1));
    }
}

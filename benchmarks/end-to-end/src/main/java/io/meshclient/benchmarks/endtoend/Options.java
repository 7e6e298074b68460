package io.meshclient.benchmarks.endtoend;

import io.meshclient.benchmarks.endtoend.contender.ContenderName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The command line, refused with a sentence when it is wrong. */
public record Options(Plan plan, Path out, boolean isQuick) {
    private static final String BASELINE = ContenderName.OKHTTP.label();

    public static Options parse(List<String> arguments) {
        boolean quick = false;
        int rounds = 0;
        List<ContenderName> contenders = List.of(ContenderName.values());
        Path out = Path.of("benchmarks", "out");
        List<String> rest = new ArrayList<>(arguments);
        while (!rest.isEmpty()) {
            String flag = rest.remove(0);
            switch (flag) {
                case "--quick" -> quick = true;
                case "--rounds" -> rounds = rounds(next(flag, rest));
                case "--contenders" -> contenders = contenders(next(flag, rest));
                case "--out" -> out = Path.of(next(flag, rest));
                default -> throw new IllegalArgumentException("unknown option " + flag);
            }
        }
        Plan plan = quick ? Plan.quick(contenders) : Plan.full(contenders);
        return new Options(rounds > 0 ? plan.withRounds(rounds) : plan, out, quick);
    }

    private static String next(String flag, List<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(flag + " needs a value");
        }
        return rest.remove(0);
    }

    private static int rounds(String text) {
        if (!text.matches("[1-9]\\d{0,2}")) {
            throw new IllegalArgumentException("--rounds is a number from 1 to 999, not " + text);
        }
        return Integer.parseInt(text);
    }

    private static List<ContenderName> contenders(String text) {
        List<ContenderName> names = Arrays.stream(text.split(",", -1))
                .distinct()
                .map(label -> ContenderName.of(label)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "no contender " + label + "; there are " + ContenderName.labels())))
                .toList();
        if (!names.contains(ContenderName.OKHTTP)) {
            throw new IllegalArgumentException("--contenders must name " + BASELINE + ": every ratio is taken to it");
        }
        return names;
    }
}

package io.meshclient.benchmarks.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line, refused with a sentence when it is wrong.
 *
 * @param isQuick the short form
 * @param out where files go
 * @param only names of faults; empty for all
 * @param page a page whose table is to be replaced; null for none
 */
record Options(
        boolean isQuick,
        Path out,
        List<String> only,
        @Nullable Path page) {

    static Options parse(List<String> arguments) {
        boolean quick = false;
        Path out = Path.of("benchmarks", "out");
        List<String> only = List.of();
        Path page = null;
        List<String> rest = new ArrayList<>(arguments);
        while (!rest.isEmpty()) {
            String flag = rest.remove(0);
            switch (flag) {
                case "--quick" -> quick = true;
                case "--out" -> out = Path.of(next(flag, rest));
                case "--only" -> only = Arrays.asList(next(flag, rest).split(",", -1));
                case "--page" -> page = Path.of(next(flag, rest));
                default -> throw new IllegalArgumentException("unknown option " + flag);
            }
        }
        return new Options(quick, out, only, page);
    }

    private static String next(String flag, List<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(flag + " needs a value");
        }
        return rest.remove(0);
    }
}

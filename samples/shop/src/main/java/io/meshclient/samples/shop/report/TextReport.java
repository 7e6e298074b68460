package io.meshclient.samples.shop.report;

import io.meshclient.samples.shop.load.Call;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The comparison as a table for the console. */
public final class TextReport {
    private static final int WIDTH = 100;
    private static final int SHOWN = 5;
    private static final int MOST_CHARACTERS = 600;

    private TextReport() {}

    /** Prints the tables and, if there are any, the first calls that each client lost. */
    public static void print(PrintStream out, Comparison comparison) {
        out.println();
        line(out, new Row("", comparison.mesh().name(), comparison.plain().name()));
        Row.totals(comparison).forEach(row -> line(out, row));
        out.println();
        Row.ofTroubles(comparison).forEach(row -> line(out, row));
        out.println();
        comparison.outage().ifPresent(outage -> out.printf("%s%n%n", inLines(outage.describe())));
        comparison.stories().forEach(story -> losses(out, story));
    }

    private static void line(PrintStream out, Row row) {
        out.printf("%-36s %24s %24s%n", row.label(), row.mesh(), row.plain());
    }

    private static String inLines(String text) {
        StringBuilder lines = new StringBuilder();
        int length = 0;
        for (String word : text.split(" ", -1)) {
            boolean fits = length + word.length() < WIDTH;
            lines.append(length == 0 ? "" : fits ? " " : System.lineSeparator()).append(word);
            length = fits ? length + 1 + word.length() : word.length();
        }
        return lines.toString();
    }

    private static void losses(PrintStream out, Story story) {
        List<Call> lost = story.lostCalls();
        if (lost.isEmpty()) {
            return;
        }
        out.printf("The first of the %d calls that the %s lost:%n", lost.size(), story.name());
        lost.stream()
                .limit(SHOWN)
                .forEach(call -> out.printf(
                        Locale.ROOT,
                        "%6.1f s  %s, %s after %.0f ms: %s%n",
                        story.due(call),
                        call.service().host(),
                        call.fate().label(),
                        call.latencyMicros() / 1000.0,
                        shortened(call.detail())));
        out.println();
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }
}

package io.meshclient.samples.shop.report;

import io.meshclient.samples.shop.Service;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The comparison as one HTML file with the charts in it, which needs nothing else to be read. */
public final class HtmlReport {
    private static final String STYLE = "report.css";

    private final Comparison comparison;
    private final Charts charts;

    private HtmlReport(Comparison comparison) {
        this.comparison = comparison;
        this.charts = new Charts(comparison);
    }

    /** Writes the file. */
    public static void write(Path file, Comparison comparison) throws IOException {
        Files.writeString(file, new HtmlReport(comparison).page(style()));
    }

    private static String style() throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream(STYLE)) {
            if (in == null) {
                throw new IOException(STYLE + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String page(String style) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>samples/shop: mesh client and plain OkHttp</title>
                <style>%s</style>
                </head>
                <body>
                <h1>The mesh client lost %d of %d calls, plain OkHttp %d</h1>
                <p>%s</p>
                <div class="pair">%s%s</div>
                %s
                </body>
                </html>
                """.formatted(
                        style,
                        comparison.mesh().lost(),
                        comparison.mesh().calls(),
                        comparison.plain().lost(),
                        introduction(),
                        table("The whole time", Row.totals(comparison)),
                        table("During each trouble", Row.ofTroubles(comparison)),
                        sections());
    }

    private String introduction() {
        return """
                Both clients made the same calls at the same times, %d a second in the mean, to the same instances, with \
                the same timeouts. Counting began after %d s of warm-up. A call is lost when it ends with an exception, \
                a status of 500 or more, a wrong body, or more than 2 s after it was due; nobody repeats it. \
                Grey areas are the times of the troubles.%s""".formatted(
                        comparison.plan().callsPerSecond(),
                        comparison.plan().warmUp().toSeconds(),
                        comparison
                                .outage()
                                .map(outage -> " " + Svg.escape(outage.describe()))
                                .orElse(""));
    }

    private String sections() {
        return section(
                        "Latency",
                        "of answered calls, from the moment each was due: p50, p90, p99 in each second",
                        charts::latency)
                + section("Lost calls", "in each second", charts::lost)
                + section(
                        "Share per instance: orders",
                        "of the requests sent in each second, retries too",
                        story -> charts.shares(story, Service.ORDERS))
                + section(
                        "Share per instance: inventory",
                        "of the requests sent in each second, retries too",
                        story -> charts.shares(story, Service.INVENTORY))
                + section(
                        "Retries and ejections",
                        "in each second; ▼ an instance was ejected, ▽ it was skipped because it refused connections",
                        charts::retries);
    }

    private String section(String title, String what, Function<Story, String> chart) {
        String figures = comparison.stories().stream()
                .map(story -> "<figure><figcaption>%s</figcaption>%s</figure>"
                        .formatted(Svg.escape(story.name()), chart.apply(story)))
                .collect(Collectors.joining());
        return "<h2>%s</h2><p>%s</p><div class=\"pair\">%s</div>%n".formatted(title, what, figures);
    }

    private String table(String title, List<Row> rows) {
        String lines = rows.stream()
                .map(row -> "<tr><th>%s</th><td>%s</td><td>%s</td></tr>"
                        .formatted(Svg.escape(row.label()), Svg.escape(row.mesh()), Svg.escape(row.plain())))
                .collect(Collectors.joining("\n"));
        return "<table><caption>%s</caption><tr><th></th><td>%s</td><td>%s</td></tr>%s</table>%n"
                .formatted(
                        title,
                        Svg.escape(comparison.mesh().name()),
                        Svg.escape(comparison.plain().name()),
                        lines);
    }
}

package io.meshclient.simulation.report;

import io.meshclient.simulation.scenario.ScenarioSpec;
import io.meshclient.simulation.scenario.TroubleSpec;
import io.meshclient.time.Internal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The runs of a scenario over time: one panel for each number, all policies overlaid, troubles and warm-up shaded. */
@Internal
public final class Chart {

    private static final double WIDTH = 820;
    private static final double LEFT = 64;
    private static final double RIGHT = WIDTH - 20;
    private static final double HEAD = 90;
    private static final double PANEL = 132;
    private static final double GAP = 38;
    private static final double FOOT = 34;
    private static final int MOST_LABELS = 4;
    private static final int CURVES = 6;

    private final ScenarioSpec scenario;
    private final List<Measures> runs;
    private final List<Series> series;
    private final Svg svg;
    private final double height;
    private double top = HEAD;

    private Chart(ScenarioSpec scenario, List<Measures> runs) {
        this.scenario = scenario;
        this.runs = runs;
        this.series = Series.of(scenario, runs);
        int panels = scenario.troubles().isEmpty() ? 3 : 4;
        this.height = HEAD + panels * (PANEL + GAP) + FOOT - GAP;
        this.svg = new Svg(WIDTH, height, scenario.name() + ": the policies over time");
    }

    /**
     * Draws it.
     *
     * @param scenario what happened
     * @param runs of all policies
     * @return an SVG document
     */
    public static String of(ScenarioSpec scenario, List<Measures> runs) {
        Chart chart = new Chart(scenario, runs);
        chart.legend();
        chart.shades();
        chart.panel("p99 latency, ms", Series::p99, Axis::logarithmic);
        chart.panel("success, %", Series::success, (least, most) -> Axis.linear(Math.min(least, 99), 100));
        chart.panel(
                "attempts ÷ calls",
                Series::attempts,
                (least, most) -> Axis.linear(Math.min(least, 1), Math.max(most, 1.1)));
        if (!scenario.troubles().isEmpty()) {
            chart.panel(
                    "share of the servers in trouble, % of attempts",
                    Series::share, (least, most) -> Axis.linear(0, most));
        }
        chart.times();
        return chart.svg.toString();
    }

    private void legend() {
        svg.text("title", LEFT, 22, scenario.name());
        double x = LEFT;
        for (int i = 0; i < runs.size(); i++) {
            String name = runs.get(i).policy().name();
            svg.line("curve " + style(i), x, 38, x + 22, 38);
            svg.text("", x + 28, 42, name);
            x += 52 + 6.8 * name.length();
        }
    }

    /** References have the dashed styles, policies the colours. */
    private String style(int run) {
        int references =
                (int) runs.stream().filter(each -> each.policy().reference()).count();
        return "c" + (run < references ? run % 2 : 2 + (run - references) % CURVES);
    }

    private double x(double seconds) {
        return LEFT + (RIGHT - LEFT) * Math.min(1, seconds * 1e9 / scenario.duration());
    }

    private void shades() {
        double bottom = height - FOOT;
        if (scenario.warmUp() > 0) {
            svg.box("warm-up", LEFT, HEAD, x(scenario.warmUp() / 1e9) - LEFT, bottom - HEAD);
            svg.text("", LEFT + 3, HEAD - 24, "warm-up");
        }
        Set<String> labelled = new HashSet<>(); // looked up only
        for (TroubleSpec trouble : scenario.troubles()) {
            double from = x(trouble.at() / 1e9);
            double to = x(trouble.end() / 1e9);
            svg.box("trouble", from, HEAD, to - from, bottom - HEAD);
            if (labelled.size() < MOST_LABELS && labelled.add(trouble.label())) {
                boolean fits = from + 6.2 * trouble.label().length() < RIGHT;
                svg.text(fits ? "" : "end", fits ? from : to, HEAD - 24, trouble.label());
            }
        }
    }

    private void panel(String title, Function<Series, double[]> values, BiFunction<Double, Double, Axis> scale) {
        Axis axis = axis(values, scale);
        double bottom = top + PANEL;
        svg.text("", LEFT, top - 6, title);
        for (double tick : axis.ticks()) {
            double y = bottom - PANEL * axis.at(tick);
            svg.line("grid", LEFT, y, RIGHT, y);
            svg.text("end", LEFT - 6, y + 4, Numbers.shortest(tick, 3));
        }
        svg.line("axis", LEFT, bottom, RIGHT, bottom);
        for (int i = 0; i < series.size(); i++) {
            curve(style(i), series.get(i), values.apply(series.get(i)), axis);
        }
        top = bottom + GAP;
    }

    private Axis axis(Function<Series, double[]> values, BiFunction<Double, Double, Axis> scale) {
        double least = Double.MAX_VALUE;
        double most = 0;
        for (Series each : series) {
            for (double value : values.apply(each)) {
                least = Double.isNaN(value) ? least : Math.min(least, value);
                most = Double.isNaN(value) ? most : Math.max(most, value);
            }
        }
        return scale.apply(Math.min(least, most), most);
    }

    private void curve(String style, Series each, double[] values, Axis axis) {
        List<double[]> points = new ArrayList<>();
        for (int at = 0; at < values.length; at++) {
            if (!Double.isNaN(values[at])) {
                points.add(new double[] {x(each.middle(at)), top + PANEL - PANEL * axis.at(values[at])});
            }
        }
        svg.curve(style, points);
    }

    private void times() {
        for (double second : Axis.linear(0, scenario.duration() / 1e9).ticks()) {
            if (second * 1e9 <= scenario.duration() * 1.0001) {
                svg.text("middle", x(second), height - FOOT + 18, Numbers.shortest(second, 1) + " s");
            }
        }
    }
}

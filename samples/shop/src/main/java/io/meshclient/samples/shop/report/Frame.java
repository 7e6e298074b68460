package io.meshclient.samples.shop.report;

import io.meshclient.samples.shop.Outage;
import io.meshclient.samples.shop.Trouble;
import io.meshclient.samples.shop.report.Svg.Box;
import io.meshclient.samples.shop.report.Svg.Point;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** What all charts have in common: the time axis, the value axis, and the troubles behind them. */
final class Frame {
    private static final double WIDTH = 640;
    private static final double HEIGHT = 240;
    private static final double LEFT = 52;
    private static final double RIGHT = WIDTH - 84;
    private static final double TOP = 34;
    private static final double BOTTOM = HEIGHT - 34;
    private static final int MOST_TIMES = 9;
    private static final int MOST_VALUES = 6;
    private static final double LINE_HEIGHT = 12;
    private static final double OUTAGE_TOP = HEIGHT - 14;
    private static final double OUTAGE_BASELINE = HEIGHT - 3;

    private final Svg svg;
    private final Scale time;
    private final Scale value;

    private Frame(Svg svg, Scale time, Scale value) {
        this.svg = svg;
        this.time = time;
        this.value = value;
    }

    /** An empty chart whose values run linearly from 0. */
    static Frame linear(String label, int seconds, double highest) {
        return new Frame(
                new Svg(WIDTH, HEIGHT, label),
                Scale.linear(0, seconds, LEFT, RIGHT),
                Scale.linear(0, highest, BOTTOM, TOP));
    }

    /** An empty chart whose values run logarithmically. */
    static Frame logarithmic(String label, int seconds, double lowest, double highest) {
        return new Frame(
                new Svg(WIDTH, HEIGHT, label),
                Scale.linear(0, seconds, LEFT, RIGHT),
                Scale.logarithmic(lowest, highest, BOTTOM, TOP));
    }

    /** Shades the times of the troubles; drawn before the values. */
    Frame troubles(List<Trouble> troubles) {
        return troubles("trouble", troubles);
    }

    /** Draws only the edges of the times of the troubles, over values that fill the chart. */
    Frame edgesOf(List<Trouble> troubles) {
        return troubles("trouble-edges", troubles);
    }

    private Frame troubles(String style, List<Trouble> troubles) {
        for (Trouble trouble : troubles) {
            double from = time.at(trouble.from());
            double to = time.at(trouble.to());
            double middle = (from + to) / 2;
            svg.rectangle(style, new Box(from, TOP, to - from, BOTTOM - TOP), trouble.where() + " " + trouble.what());
            svg.text("trouble-label", new Point(middle, TOP - LINE_HEIGHT - 4), trouble.where());
            svg.text("trouble-label", new Point(middle, TOP - 4), trouble.what());
        }
        return this;
    }

    /** Marks on the time axis how long there was no registry: it overlaps all troubles. */
    Frame outage(Optional<Outage> outage) {
        outage.ifPresent(it -> {
            double killed = time.at(it.killed());
            double back = time.at(it.back());
            svg.rectangle("outage", new Box(killed, OUTAGE_TOP, back - killed, HEIGHT - OUTAGE_TOP), it.registry());
            svg.text("outage-start", new Point(killed + 4, OUTAGE_BASELINE), "registry killed");
            svg.text("outage-end", new Point(back - 4, OUTAGE_BASELINE), "registry back");
        });
        return this;
    }

    Frame axes(DoubleFunction<String> valueLabel) {
        for (double tick : value.ticks(MOST_VALUES)) {
            double y = value.at(tick);
            svg.line("grid", new Point(LEFT, y), new Point(RIGHT, y));
            svg.text("value", new Point(LEFT - 6, y + 4), valueLabel.apply(tick));
        }
        for (double tick : time.ticks(MOST_TIMES)) {
            svg.text("time", new Point(time.at(tick), BOTTOM + 16), Svg.number(tick) + " s");
        }
        svg.line("axis", new Point(LEFT, BOTTOM), new Point(RIGHT, BOTTOM));
        return this;
    }

    /** A bar that fills one second, from one value to another. */
    void bar(String style, int second, double from, double to, String hint) {
        double left = time.at(second);
        double top = value.at(to);
        svg.rectangle(style, new Box(left + 0.5, top, time.at(second + 1) - left - 1, value.at(from) - top), hint);
    }

    /** A mark in the middle of a second at the upper edge. */
    void flag(int second, String symbol) {
        svg.text("flag", new Point(time.at(second + 0.5), TOP + 12), symbol);
    }

    void curve(String style, List<Point> secondsAndValues) {
        svg.curve(
                style,
                secondsAndValues.stream()
                        .map(point -> new Point(time.at(point.x()), value.at(point.y())))
                        .toList());
    }

    /** Words at the right edge, at the height of a value. */
    void label(String style, double at, String words) {
        svg.text(style, new Point(RIGHT + 6, value.at(at) + 4), words);
    }

    @Override
    public String toString() {
        return svg.toString();
    }
}

package io.meshclient.samples.shop.report;

import io.meshclient.samples.shop.Service;
import io.meshclient.samples.shop.report.Svg.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The charts of the report. The two clients' charts of one kind have the same axes, so that they compare by eye. */
final class Charts {
    private static final double MICROS_PER_MILLI = 1000;
    private static final double FASTEST_MILLIS = 1;
    private static final double SLOWEST_MILLIS = 4000;
    private static final double LEAST_HEIGHT = 4;
    private static final List<Double> SHARES = List.of(0.5, 0.9, 0.99);

    private final Comparison comparison;

    Charts(Comparison comparison) {
        this.comparison = comparison;
    }

    /** Latency of the answered calls in each second. */
    String latency(Story story) {
        Frame frame = Frame.logarithmic("latency, " + story.name(), story.seconds(), FASTEST_MILLIS, SLOWEST_MILLIS)
                .troubles(comparison.troubles())
                .outage(comparison.outage())
                .axes(millis -> Svg.number(millis) + " ms");
        List<Percentiles> perSecond = story.latenciesPerSecond();
        double above = 0;
        for (double share : SHARES) {
            String style = "p" + Math.round(share * 100);
            List<Point> points = points(perSecond, latencies -> latencies.at(share) / MICROS_PER_MILLI);
            frame.curve("curve " + style, points);
            double last = points.isEmpty()
                    ? FASTEST_MILLIS
                    : points.get(points.size() - 1).y();
            above = Math.max(last, above * 1.6);
            frame.label("label " + style, above, style);
        }
        return frame.toString();
    }

    /** Lost calls in each second. */
    String lost(Story story) {
        return bars(story, Story::lostPerSecond, "lost").toString();
    }

    /** Retries in each second; flags where an instance was ejected or skipped. */
    String retries(Story story) {
        Frame frame = bars(story, Story::retriesPerSecond, "retries");
        flag(frame, story.holdOffsPerSecond(), "▽");
        flag(frame, story.ejectionsPerSecond(), "▼");
        return frame.toString();
    }

    private static void flag(Frame frame, long[] perSecond, String symbol) {
        for (int second = 0; second < perSecond.length; second++) {
            if (perSecond[second] > 0) {
                frame.flag(second, symbol);
            }
        }
    }

    /** Which instance got which part of the requests in each second. */
    String shares(Story story, Service service) {
        Frame frame = Frame.linear("share per instance, " + story.name(), story.seconds(), 100)
                .axes(percent -> Svg.number(percent) + " %");
        SortedMap<String, long[]> sent = story.sentPerSecond(service, comparison.instances());
        for (int second = 0; second < story.seconds(); second++) {
            stack(frame, sent, second);
        }
        int number = 0;
        for (String instance : sent.keySet()) {
            frame.label("label instance-" + ++number, (number - 0.5) * 100 / sent.size(), instance);
        }
        return frame.edgesOf(comparison.troubles()).outage(comparison.outage()).toString();
    }

    private static void stack(Frame frame, Map<String, long[]> sent, int second) {
        long all = sent.values().stream().mapToLong(counts -> counts[second]).sum();
        double from = 0;
        int number = 0;
        for (Map.Entry<String, long[]> instance : sent.entrySet()) {
            number++;
            if (instance.getValue()[second] > 0) {
                double to = from + 100.0 * instance.getValue()[second] / all;
                String hint = "%s: %d of %d requests in second %d"
                        .formatted(instance.getKey(), instance.getValue()[second], all, second);
                frame.bar("instance-" + number, second, from, to, hint);
                from = to;
            }
        }
    }

    private Frame bars(Story story, Function<Story, long[]> perSecond, String style) {
        double highest = comparison.stories().stream()
                .map(perSecond)
                .flatMapToLong(Arrays::stream)
                .max()
                .orElse(0);
        Frame frame = Frame.linear(style + ", " + story.name(), story.seconds(), Math.max(highest, LEAST_HEIGHT))
                .troubles(comparison.troubles())
                .outage(comparison.outage())
                .axes(Svg::number);
        long[] counts = perSecond.apply(story);
        for (int second = 0; second < counts.length; second++) {
            if (counts[second] > 0) {
                frame.bar(style, second, 0, counts[second], counts[second] + " in second " + second);
            }
        }
        return frame;
    }

    private static List<Point> points(List<Percentiles> perSecond, ToDoubleFunction<Percentiles> value) {
        List<Point> points = new ArrayList<>();
        for (int second = 0; second < perSecond.size(); second++) {
            if (!perSecond.get(second).isEmpty()) {
                points.add(new Point(second + 0.5, value.applyAsDouble(perSecond.get(second))));
            }
        }
        return points;
    }
}

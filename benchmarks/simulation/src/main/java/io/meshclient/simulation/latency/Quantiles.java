package io.meshclient.simulation.latency;

import io.meshclient.policy.Parsers;
import io.meshclient.time.Internal;
import java.util.ArrayList;
import java.util.List;

/**
 * A measured latency: quantiles from a file, straight lines between them, flat beyond the first and the last. One line
 * each, {@code 0.99,250ms}; empty lines, lines with {@code #} and a heading are passed over.
 */
@Internal
public final class Quantiles implements Latency {

    private final double[] quantiles;
    private final double[] nanos;

    private Quantiles(double[] quantiles, double[] nanos) {
        this.quantiles = quantiles;
        this.nanos = nanos;
    }

    /**
     * Reads a file.
     *
     * @param file its name, for messages
     * @param lines what it holds
     * @return the distribution
     * @throws IllegalArgumentException if it holds no quantiles, or a line that is none; the message names file and line
     */
    public static Quantiles parse(String file, List<String> lines) {
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).trim();
            boolean heading = rows.isEmpty() && line.matches("[A-Za-z ]+,[A-Za-z ]+");
            if (line.isEmpty() || line.startsWith("#") || heading) {
                continue;
            }
            double[] row = row(file + ":" + (i + 1), line);
            if (!rows.isEmpty() && !rises(rows.get(rows.size() - 1), row)) {
                throw new IllegalArgumentException(
                        file + ":" + (i + 1) + ": '" + line
                                + "' does not rise: each line needs a greater quantile than the one before, and no shorter time");
            }
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(file + " has no quantiles; allowed: lines such as 0.99,250ms");
        }
        return new Quantiles(
                rows.stream().mapToDouble(row -> row[0]).toArray(),
                rows.stream().mapToDouble(row -> row[1]).toArray());
    }

    private static boolean rises(double[] before, double[] row) {
        return row[0] > before[0] && row[1] >= before[1];
    }

    private static double[] row(String place, String line) {
        String[] parts = line.split(",", -1);
        try {
            if (parts.length == 2) {
                double quantile = Parsers.decimal(0, 1).apply(parts[0].trim());
                return new double[] {quantile, Parsers.duration(parts[1].trim()).toNanos()};
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + ": '" + line + "' " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(place + ": '" + line + "' is no quantile and its time, such as 0.99,250ms");
    }

    @Override
    public long nanos(double quantile) {
        int above = 0;
        while (above < quantiles.length && quantiles[above] < quantile) {
            above++;
        }
        if (above == 0 || above == quantiles.length) {
            return (long) nanos[Math.min(above, quantiles.length - 1)];
        }
        double part = (quantile - quantiles[above - 1]) / (quantiles[above] - quantiles[above - 1]);
        return (long) (nanos[above - 1] + part * (nanos[above] - nanos[above - 1]));
    }
}

package io.meshclient.samples.shop.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** All that one client process found out, as three small CSV files in a directory. */
public record Recording(List<Call> calls, List<Sent.Count> sent, List<Reading> readings) {
    private static final String CALLS = "calls.csv";
    private static final String SENT = "sent.csv";
    private static final String READINGS = "meters.csv";

    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.write(directory.resolve(CALLS), calls.stream().map(Call::toLine).toList());
        Files.write(
                directory.resolve(SENT), sent.stream().map(Sent.Count::toLine).toList());
        Files.write(
                directory.resolve(READINGS),
                readings.stream().map(Reading::toLine).toList());
    }

    /** What a client process left in this directory. */
    public static Recording read(Path directory) throws IOException {
        return new Recording(
                Files.readAllLines(directory.resolve(CALLS)).stream()
                        .map(Call::ofLine)
                        .toList(),
                Files.readAllLines(directory.resolve(SENT)).stream()
                        .map(Sent.Count::ofLine)
                        .toList(),
                Files.readAllLines(directory.resolve(READINGS)).stream()
                        .map(Reading::ofLine)
                        .toList());
    }
}

package io.meshclient.policy;

import static io.meshclient.policy.Parsers.POSITIVE_DURATIONS;

import java.time.Duration;
import java.util.List;

/** Keys of admission control: {@code admission.*}. A part of the {@link KeyTable}. */
final class AdmissionKeys {

    static final ConfigKey<AdmissionAlgorithm> ALGORITHM = new ConfigKey<>(
            "admission.algorithm",
            "none, envoy or sre",
            "none",
            "none, envoy, sre",
            "Whose formula says how many calls are refused while the service fails",
            "outlier detection and the retry budget come first; this is for a service that is down as a whole",
            AdmissionAlgorithm::parse);
    static final ConfigKey<Duration> WINDOW = new ConfigKey<>(
            "admission.window",
            "duration",
            "30s",
            POSITIVE_DURATIONS,
            "How long an attempt counts",
            "Envoy's; Google's book has two minutes",
            Parsers::positiveDuration);
    static final ConfigKey<Integer> THRESHOLD = new ConfigKey<>(
            "admission.success-rate-threshold",
            "percentage",
            "95",
            "1 to 100",
            "With envoy, the share of responses below 500 from which on nothing is refused",
            "Envoy's",
            Parsers.integer(1, 100));
    static final ConfigKey<Double> AGGRESSION = new ConfigKey<>(
            "admission.aggression",
            "number",
            "1.0",
            "1 to 100",
            "With envoy, how soon much is refused: 1 as much as fails beyond the threshold, more for more",
            "Envoy's",
            Parsers.decimal(1, 100));
    static final ConfigKey<Double> MULTIPLIER = new ConfigKey<>(
            "admission.multiplier",
            "number",
            "2.0",
            "1 to 100",
            "With sre, how many requests there may be for each that the service accepts; Google's K",
            "Google's: half of what a failing service gets is wasted, but a change is seen at once",
            Parsers.decimal(1, 100));
    static final ConfigKey<Integer> MAX_REJECTION = new ConfigKey<>(
            "admission.max-rejection-percent",
            "percentage",
            "80",
            "1 to 100",
            "The most that is refused; the rest sees whether the service is back",
            "Envoy's",
            Parsers.integer(1, 100));
    static final ConfigKey<Double> RPS = new ConfigKey<>(
            "admission.rps-threshold",
            "number",
            "0",
            "0 to 1000000",
            "Attempts a second, on average over the window, without which nothing is refused",
            "Envoy's",
            Parsers.decimal(0, 1_000_000));

    /** In the order in which the documentation shows them. */
    static final List<ConfigKey<?>> ROWS =
            List.of(ALGORITHM, WINDOW, THRESHOLD, AGGRESSION, MULTIPLIER, MAX_REJECTION, RPS);

    private AdmissionKeys() {}
}

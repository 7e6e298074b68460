package io.meshclient.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.stats.XxHash64;
import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rings and tables name the owners that Envoy 1.40.0 names; {@code EnvoyHashingIT} holds the file to a real one. */
public final class EnvoyTablesTest {

    /**
     * What Envoy said.
     *
     * @param policy {@code ring-hash} or {@code maglev}
     * @param minRing points of the ring at least
     * @param weights of endpoints with the hash keys a, b, c and so on
     * @param owners of the keys {@code key-0}, {@code key-1} and so on, a letter each
     */
    public record Case(String policy, int minRing, List<Integer> weights, String owners) {

        static Case of(String line) {
            String[] parts = line.split(" ");
            List<Integer> weights =
                    Stream.of(parts[2].split(",")).map(Integer::valueOf).toList();
            return new Case(parts[0], Integer.parseInt(parts[1]), weights, parts[3]);
        }
    }

    /**
     * All that stand in the file.
     *
     * @return in its order
     */
    public static List<Case> cases() {
        try (var file = Objects.requireNonNull(EnvoyTablesTest.class.getResourceAsStream("/envoy-hashing.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Case::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyKeyHasTheOwnerThatEnvoyNames(Case by) {
        List<FakeCandidate> candidates = new ArrayList<>();
        for (int weight : by.weights()) {
            candidates.add(new FakeCandidate(String.valueOf((char) ('a' + candidates.size())), weight, 0));
        }
        BalancerSettings plain = BalancerSettings.of(by.policy());
        BalancerSettings.Hashing hashing = new BalancerSettings.Hashing(by.minRing(), 1 << 23, 65_537, 0);
        RandomSource random = VirtualTime.seeded(1);
        Picker<FakeCandidate> picker = new Balancer(
                        new BalancerSettings(
                                plain.policy(), plain.leastRequest(), hashing, plain.orca(), plain.prequal()),
                        random)
                .picker(candidates, 0);
        StringBuilder owners = new StringBuilder();
        for (int key = 0; key < by.owners().length(); key++) {
            owners.append(picker.pick(new PickArgs(random).at(0, false, true).hashedAs(XxHash64.hash("key-" + key))));
        }
        assertThat(owners.toString()).isEqualTo(by.owners());
    }
}

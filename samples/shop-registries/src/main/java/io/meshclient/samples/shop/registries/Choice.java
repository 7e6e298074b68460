package io.meshclient.samples.shop.registries;

import io.meshclient.samples.registries.RegistryKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code -Dshop.registry} may say. */
final class Choice {
    static final String STATIC = "static";

    private Choice() {}

    /** The registry, or none for a fixed list. */
    static Optional<RegistryKind> of(String word) {
        if (word.equals(STATIC)) {
            return Optional.empty();
        }
        return Optional.of(RegistryKind.of(word)
                .orElseThrow(() -> new IllegalArgumentException(
                        "-Dshop.registry=" + word + " names no registry; allowed are " + words())));
    }

    private static String words() {
        return Arrays.stream(RegistryKind.values()).map(RegistryKind::word).collect(Collectors.joining(", ")) + ", "
                + STATIC;
    }
}

package io.meshclient.samples.shop.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.samples.registries.RegistryKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ChoiceTest {
    @ParameterizedTest
    @EnumSource
    void everyRegistryHasItsWord(RegistryKind kind) {
        assertThat(Choice.of(kind.word())).contains(kind);
    }

    @Test
    void staticIsNone() {
        assertThat(Choice.of("static")).isEmpty();
    }

    @Test
    void anythingElseIsRefusedWithTheWordsThatAreAllowed() {
        assertThatThrownBy(() -> Choice.of("konsul"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "-Dshop.registry=konsul names no registry; allowed are consul, eureka, zookeeper, dns, file,"
                                + " static");
    }
}

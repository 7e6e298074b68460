package io.meshclient.discovery.eureka;

import static io.meshclient.discovery.eureka.Texts.application;
import static io.meshclient.discovery.eureka.Texts.instance;
import static io.meshclient.discovery.eureka.Texts.read;
import static io.meshclient.discovery.eureka.Texts.registry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryTest {

    private final Registry registry = Registry.of(read(registry(
                    "",
                    application(
                            "ORDERS",
                            instance("ORDERS", "a", 80, "UP"),
                            instance("ORDERS", "b", 80, "UP"),
                            instance("ORDERS", "c", 80, "STARTING")),
                    application("STOCK", instance("STOCK", "d", 80, "OUT_OF_SERVICE"))))
            .changes());

    RegistryTest() throws IOException {}

    @Test
    void theHashCountsInstancesByStatusInTheOrderOfTheirNames() {
        assertThat(registry.hash()).isEqualTo("OUT_OF_SERVICE_1_STARTING_1_UP_2_");
        assertThat(Registry.of(List.of()).hash()).isEmpty();
        assertThat(registry.size()).isEqualTo(4);
    }

    @Test
    void differencesAddChangeAndDelete() throws IOException {
        Registry next = registry.with(read(registry(
                        "",
                        application(
                                "ORDERS",
                                instance("ORDERS", "a", 80, "DOWN", "MODIFIED", "{}"),
                                instance("ORDERS", "e", 80, "UP", "ADDED", "{}"),
                                instance("ORDERS", "b", 80, "UP", "DELETED", "{}")),
                        application("STOCK", instance("STOCK", "d", 80, "UP", "DELETED", "{}"))))
                .changes());

        assertThat(ids(next, "orders")).containsExactly("a:80", "c:80", "e:80");
        assertThat(ids(next, "stock")).isEmpty();
        assertThat(next.hash()).isEqualTo("DOWN_1_STARTING_1_UP_1_");
        assertThat(registry.hash()).as("the old one stays").isEqualTo("OUT_OF_SERVICE_1_STARTING_1_UP_2_");
    }

    @Test
    void manyDifferencesOfOneLargeApplicationAreQuick() throws IOException {
        String[] all = new String[5_000];
        Arrays.setAll(all, i -> instance("ORDERS", "a", i + 1, "UP"));
        List<Change> changes = read(registry("", application("ORDERS", all))).changes();

        Registry large = assertTimeout(
                Duration.ofSeconds(10), () -> Registry.of(changes).with(changes).with(changes));

        assertThat(large.size()).isEqualTo(5_000);
    }

    @Test
    void differencesMayComeAgain() throws IOException {
        List<Change> same = read(registry(
                        "", application("ORDERS", instance("ORDERS", "b", 80, "UP", "DELETED", "{}"))))
                .changes();

        assertThat(registry.with(same).with(same).hash())
                .isEqualTo(registry.with(same).hash());
    }

    @Test
    void targetsAreApplicationsOrVirtualAddressesInAnyCase() {
        assertThat(ids(registry, "orders")).containsExactly("a:80", "b:80", "c:80");
        assertThat(ids(registry, "Orders")).hasSize(3);
        assertThat(ids(registry, "vip:stock-VIP")).containsExactly("d:80");
        assertThat(ids(registry, "vip:stock")).isEmpty();
        assertThat(ids(registry, "nobody")).isEmpty();
    }

    @Test
    void aTargetThatNamesNothingIsRefused() {
        assertThatThrownBy(() -> Target.of("vip: "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed: the name of an application");
        assertThatThrownBy(() -> Target.of(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> ids(Registry registry, String target) {
        return registry.instances(Target.of(target)).stream().map(Instance::id).toList();
    }
}

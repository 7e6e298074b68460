package io.meshclient.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Settings that contradict each other are refused at the start. */
class OptionsTest {

    private final KubernetesDiscovery.Builder builder = KubernetesDiscovery.builder();

    private void assertRefused(String why) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void thereIsOneWayToTheServer() {
        builder.apiServer("https://10.0.0.1").kubeconfig("x");
        assertRefused("set one of them");
    }

    @Test
    void aContextNeedsAKubeconfig() {
        builder.apiServer("https://10.0.0.1").context("x");
        assertRefused("context is a part of a kubeconfig");
    }

    @Test
    void aKubeconfigHasItsOwnFiles() {
        builder.kubeconfig("x").caFile("y");
        assertRefused("ca-file are not read beside a kubeconfig");
    }
}

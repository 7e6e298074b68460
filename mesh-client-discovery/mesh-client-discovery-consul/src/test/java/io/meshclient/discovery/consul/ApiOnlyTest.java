package io.meshclient.discovery.consul;

import io.meshclient.discovery.testkit.ApiOnly;
import org.junit.jupiter.api.Test;

/** Whoever writes a discovery of their own can do what this one does. */
class ApiOnlyTest {

    @Test
    void onlyTheApiOfCoreIsUsed() {
        ApiOnly.assertNoInternals("io.meshclient.discovery.consul");
    }

    @Test
    void timeAndChanceComeFromTheRuntime() {
        ApiOnly.assertTimeAndChanceFromTheRuntime("io.meshclient.discovery.consul");
    }
}

package io.meshclient.discovery.eureka;

import io.meshclient.discovery.testkit.ApiOnly;
import org.junit.jupiter.api.Test;

/** What another registry would be written with is enough for this one. */
class ApiOnlyTest {

    @Test
    void onlyTheApiOfCoreIsUsed() {
        ApiOnly.assertNoInternals("io.meshclient.discovery.eureka");
    }

    @Test
    void timeAndChanceComeFromTheRuntime() {
        ApiOnly.assertTimeAndChanceFromTheRuntime("io.meshclient.discovery.eureka");
    }
}

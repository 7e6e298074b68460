package io.meshclient.samples.shop;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/** The sentences that the demo prints around the tables. */
final class Announcement {
    private final PrintStream out;
    private final Optional<Registry> registry;

    Announcement(PrintStream out, Optional<Registry> registry) {
        this.out = out;
        this.registry = registry;
    }

    void start(Plan plan) {
        registry.ifPresent(it -> out.printf(
                "The storefront asks %s (%s) for its endpoints, the plain client has a fixed list.%n",
                it.label(), it.address()));
        out.printf(
                "Two clients, each %d calls a second, three instances each of orders and inventory.%n"
                        + "Warm-up, not counted: %d s. Counted: %d s, with these troubles:%n",
                plan.callsPerSecond(), plan.warmUp().toSeconds(), plan.counted().toSeconds());
    }

    void verdict(long lost, Path report) {
        out.printf("Report: %s%n", report.toUri());
        out.println(lost == 0 ? "The mesh client lost no call." : "The mesh client lost " + lost + " calls.");
    }

    void staying(String storefront, Fleet fleet) {
        out.printf("%nEverything stays up until Ctrl-C.%n");
        out.printf("storefront     %sitems/7%n", storefront);
        out.printf("mesh           %sactuator/mesh%n", storefront);
        fleet.instances().forEach(instance -> out.printf("%-14s %s%n", instance.name(), instance.url()));
        out.printf(
                "Trouble: curl -X PUT %strouble/slow (or errors, or well)%n",
                fleet.instances().get(0).url());
    }
}

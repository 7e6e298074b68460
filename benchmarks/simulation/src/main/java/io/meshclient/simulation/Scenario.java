package io.meshclient.simulation;

import io.meshclient.simulation.scenario.PolicySpec;
import io.meshclient.simulation.scenario.ScenarioSpec;
import io.meshclient.simulation.scenario.Scenarios;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is simulated: servers, clients, load, troubles, and the policies to compare. Written in YAML; the format is on the
 * page {@code docs/simulator.md}. Immutable.
 */
public final class Scenario {

    private final ScenarioSpec spec;

    private Scenario(ScenarioSpec spec) {
        this.spec = spec;
    }

    /**
     * Reads a scenario from a file.
     *
     * @param file the YAML file; quantiles are looked for beside it
     * @return the scenario
     * @throws IllegalArgumentException if the file cannot be read or the scenario is not possible; the message begins with
     *     file and line
     */
    public static Scenario read(Path file) {
        String text = String.join("\n", lines(file, file.toString()));
        return new Scenario(
                Scenarios.read(file.toString(), text, beside -> lines(file.resolveSibling(beside), beside)));
    }

    /**
     * Reads a scenario from text, as tests write it.
     *
     * @param name for messages and tables
     * @param yaml the text; it cannot refer to other files
     * @return the scenario
     * @throws IllegalArgumentException if the scenario is not possible; the message begins with name and line
     */
    public static Scenario parse(String name, String yaml) {
        return new Scenario(Scenarios.read(name, yaml, beside -> {
            throw new IllegalArgumentException(beside + " cannot be read: this scenario is no file");
        }));
    }

    private static List<String> lines(Path file, String shown) {
        try {
            return Files.readAllLines(file);
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException(shown + ":1: the file is not UTF-8", e);
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException(shown + ":1: the file cannot be read: " + e, e);
        }
    }

    /**
     * The file's name without its ending, or the name that was given.
     *
     * @return the name
     */
    public String name() {
        return spec.name();
    }

    /**
     * What a good policy must show: the comment in the first line.
     *
     * @return empty if there is none
     */
    public String purpose() {
        return spec.purpose();
    }

    /**
     * The names of the policies, references included, in the order of the table.
     *
     * @return at least one
     */
    public List<String> policies() {
        return spec.policies().stream().map(PolicySpec::name).toList();
    }

    ScenarioSpec spec() {
        return spec;
    }
}

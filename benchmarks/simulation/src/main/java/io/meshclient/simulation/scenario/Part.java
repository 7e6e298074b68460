package io.meshclient.simulation.scenario;

import io.meshclient.policy.ConfigException;
import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.ConfigValue;
import io.meshclient.policy.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of a YAML file that knows its lines. What is wrong is told in an {@link IllegalArgumentException} that begins
 * with file and line.
 */
final class Part {

    private static final int DEEPEST = 8; // an anchor may contain itself

    private final String file;
    private final String path;
    private final int line;
    private final Map<String, Node> entries;

    private Part(String file, String path, Node node) {
        this.file = file;
        this.path = path;
        this.line = line(node);
        this.entries = entries(node);
    }

    static Part read(String file, String text) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            Node root = new Compose(settings)
                    .composeString(text)
                    .orElseThrow(() -> new IllegalArgumentException(file + ":1: the file is empty"));
            return new Part(file, "", root);
        } catch (MarkedYamlEngineException e) {
            int at = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new IllegalArgumentException(file + ":" + at + ": this is no YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(file + ":1: this is no YAML: " + e.getMessage(), e);
        }
    }

    private Map<String, Node> entries(Node node) {
        if (node instanceof ScalarNode nothing && isNull(nothing)) {
            return Map.of();
        }
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(line, (path.isEmpty() ? "the file" : path) + " is no list of keys and values");
        }
        Map<String, Node> found = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int at = line(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw wrong(at, "a key is no plain word");
            }
            if (found.put(key.getValue(), tuple.getValueNode()) != null) {
                throw wrong(at, path(key.getValue()) + " is set twice");
            }
        }
        return found;
    }

    private static boolean isNull(ScalarNode node) {
        return node.isPlain()
                && (node.getValue().isEmpty()
                        || node.getValue().equals("~")
                        || node.getValue().equals("null"));
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    IllegalArgumentException wrong(int at, String sentence) {
        return new IllegalArgumentException(file + ":" + at + ": " + sentence);
    }

    IllegalArgumentException wrong(String sentence) {
        return wrong(line, sentence);
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    Iterable<String> keys() {
        return entries.keySet();
    }

    /** What stands below a key; nothing if the key is not there. */
    Part part(String key) {
        Node node = entries.get(key);
        return node == null ? new Part(this, key) : new Part(file, path(key), node);
    }

    private Part(Part parent, String absent) {
        this.file = parent.file;
        this.path = parent.path(absent);
        this.line = parent.line;
        this.entries = Map.of();
    }

    /** The entries of a list below a key. */
    List<Part> list(String key) {
        Node node = entries.get(key);
        List<Part> parts = new ArrayList<>();
        if (node == null || node instanceof ScalarNode scalar && isNull(scalar)) {
            return parts;
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong(line(node), path(key) + " is no list");
        }
        for (Node item : sequence.getValue()) {
            parts.add(new Part(file, path(key) + "[" + parts.size() + "]", item));
        }
        return parts;
    }

    /** All values, keys of deeper levels joined by dots, checked against a table. */
    Settings settings(Table table) {
        return told(() -> Settings.of(table.rows(), path.isEmpty() ? "" : path + ".", values(table.parts())));
    }

    Map<String, ConfigValue> values() {
        return values(List.of());
    }

    private Map<String, ConfigValue> values(List<String> parts) {
        Map<String, ConfigValue> values = new LinkedHashMap<>();
        entries.forEach((key, node) -> {
            if (parts.contains(key)) {
                values.put(key, new ConfigValue("…", file + ":" + line(node)));
            } else {
                flatten(key, node, values, DEEPEST);
            }
        });
        return values;
    }

    private void flatten(String key, Node node, Map<String, ConfigValue> values, int deeper) {
        if (deeper == 0) {
            throw wrong(line(node), path(key) + " goes too deep");
        }
        if (node instanceof MappingNode) {
            new Part(file, path(key), node)
                    .entries.forEach((name, below) -> flatten(key + "." + name, below, values, deeper - 1));
            return;
        }
        ConfigValue value = new ConfigValue(text(key, node), file + ":" + line(node));
        if (values.put(key, value) != null) {
            throw wrong(line(node), path(key) + " is set twice");
        }
    }

    private String text(String key, Node node) {
        if (node instanceof SequenceNode sequence) {
            List<String> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                if (!(item instanceof ScalarNode scalar)) {
                    throw wrong(line(item), path(key) + " is no key that has a list of this kind");
                }
                items.add(scalar.getValue());
            }
            return String.join(",", items);
        }
        ScalarNode scalar = (ScalarNode) node;
        return isNull(scalar) ? "" : scalar.getValue();
    }

    /** Brings the place to the front of what core says about a value. */
    static <T> T told(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ConfigException e) {
            throw wrong(e.property(), e.value(), e.problem(), e.allowed());
        }
    }

    /** The sentence about a value. */
    static IllegalArgumentException wrong(String property, ConfigValue value, String problem, String allowed) {
        return new IllegalArgumentException(
                value.origin() + ": " + property + " = '" + value.text() + "' " + problem + "; allowed: " + allowed);
    }

    IllegalArgumentException wrong(ConfigKey<?> key, Settings settings, String problem) {
        return wrong(path(key.name()), settings.value(key), problem, key.allowed());
    }

    /** For a key that nobody set: there is no value to speak of. */
    IllegalArgumentException missing(ConfigKey<?> key) {
        return wrong(
                line,
                (path.isEmpty() ? "" : path + " has no ") + key.name() + (path.isEmpty() ? " is missing" : "")
                        + "; allowed: " + key.allowed());
    }
}

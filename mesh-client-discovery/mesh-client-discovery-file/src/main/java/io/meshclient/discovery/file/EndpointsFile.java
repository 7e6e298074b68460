package io.meshclient.discovery.file;

import io.meshclient.endpoint.EndpointSet;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a file's text: YAML, of which JSON is a part. What is wrong is told with the file and the place. */
final class EndpointsFile {

    private final String path;

    EndpointsFile(String path) {
        this.path = path;
    }

    /**
     * The endpoints of a target.
     *
     * @throws IllegalArgumentException if the text is something else, or does not name the target
     */
    EndpointSet parse(String text, String target) {
        Object tree = load(text);
        Place top = new Place(path, "");
        if (tree instanceof Map<?, ?> services) {
            return OwnFormat.endpoints(services, target, top);
        }
        if (tree instanceof List<?> groups) {
            return FileSd.endpoints(groups, target, top);
        }
        throw top.wrong(tree, "services with their endpoints, or Prometheus' list of groups with targets");
    }

    private Object load(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(path)
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(0) // nothing here needs them, and a few lines of them fill a heap
                .setCodePointLimit(Integer.MAX_VALUE) // the file's size is bounded
                .build();
        try {
            Object tree = new Load(settings).loadFromString(text);
            if (tree == null) {
                throw new IllegalArgumentException(
                        "File " + path
                                + " is empty; a service without endpoints is written as its name and an empty list: orders: []");
            }
            return tree;
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("File " + path + " is neither YAML nor JSON: " + e.getMessage(), e);
        }
    }
}

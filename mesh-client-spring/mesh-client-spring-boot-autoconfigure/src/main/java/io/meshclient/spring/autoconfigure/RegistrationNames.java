package io.meshclient.spring.autoconfigure;

import io.meshclient.policy.ConfigKey;
import io.meshclient.spring.autoconfigure.PropertyNames.Key;
import io.meshclient.spring.registration.RegistrationSettings;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * Names below {@code mesh.client.registration}, in any of Spring's spellings, to keys. A key of {@code metadata} stays as it
 * is written; what is not known stays as well, to be refused.
 */
final class RegistrationNames implements PropertyReader.Spelling {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("mesh.client.registration");
    private static final int FIRST = ROOT.getNumberOfElements();
    private static final String METADATA = "metadata";

    private final Map<String, String> known = new HashMap<>();

    RegistrationNames() {
        for (ConfigKey<?> key : RegistrationSettings.keys()) {
            known.put(PropertyNames.squash(key.name()), key.name());
        }
    }

    @Override
    public @Nullable Key of(ConfigurationPropertyName name, boolean fromEnvironment) {
        int size = name.getNumberOfElements();
        if (!ROOT.isAncestorOf(name)) {
            return null;
        }
        if (name.getElement(FIRST, Form.UNIFORM).equals(METADATA)) {
            return new Key(METADATA + "." + rest(name, FIRST + 1, size), "");
        }
        String index = "";
        if (name.isNumericIndex(size - 1)) {
            index = "[" + name.getElement(size - 1, Form.ORIGINAL) + "]";
            size--;
        }
        String spelling = rest(name, FIRST, size);
        return new Key(known.getOrDefault(PropertyNames.squash(spelling), spelling), index);
    }

    private static String rest(ConfigurationPropertyName name, int from, int to) {
        StringBuilder rest = new StringBuilder();
        for (int i = from; i < to; i++) {
            rest.append(rest.isEmpty() ? "" : ".").append(name.getElement(i, Form.ORIGINAL));
        }
        return rest.toString();
    }
}

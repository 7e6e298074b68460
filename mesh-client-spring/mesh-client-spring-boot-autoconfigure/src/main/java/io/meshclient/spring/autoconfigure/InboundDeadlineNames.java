package io.meshclient.spring.autoconfigure;

import io.meshclient.policy.ConfigKey;
import io.meshclient.spring.autoconfigure.PropertyNames.Key;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Names below {@code mesh.client.inbound-deadline}, in any of Spring's spellings, to keys; what is not known stays. */
final class InboundDeadlineNames implements PropertyReader.Spelling {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("mesh.client.inbound-deadline");

    @Override
    public @Nullable Key of(ConfigurationPropertyName name, boolean fromEnvironment) {
        if (!ROOT.isAncestorOf(name)) {
            return null;
        }
        String spelling = PropertyNames.rest(name, ROOT.getNumberOfElements(), name.getNumberOfElements());
        for (ConfigKey<?> key : InboundDeadlineKeys.ROWS) {
            if (PropertyNames.squash(key.name()).equals(PropertyNames.squash(spelling))) {
                return new Key(key.name(), "");
            }
        }
        return new Key(spelling, "");
    }
}

package io.meshclient.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.Resource;

/** Says where a property stands, as people look for it: {@code application.yml:7}. */
final class Origins {

    private Origins() {}

    static String describe(ConfigurationProperty property) {
        Origin origin = property.getOrigin();
        while (origin instanceof PropertySourceOrigin wrapper && wrapper.getOrigin() != null) {
            origin = wrapper.getOrigin();
        }
        if (origin instanceof TextResourceOrigin text) {
            return describe(text);
        }
        if (origin instanceof SystemEnvironmentOrigin variable) {
            return "environment variable " + variable.getProperty();
        }
        if (origin instanceof PropertySourceOrigin source) {
            if (source.getPropertySource() instanceof SystemEnvironmentPropertySource) {
                return "environment variable " + source.getPropertyName();
            }
            return source.getPropertyName() + " in "
                    + source.getPropertySource().getName();
        }
        return origin == null ? property.getName().toString() : origin.toString();
    }

    private static String describe(TextResourceOrigin origin) {
        String file = name(origin.getResource());
        TextResourceOrigin.Location location = origin.getLocation();
        return location == null ? file : file + ":" + (location.getLine() + 1);
    }

    private static String name(@Nullable Resource resource) {
        String file = resource == null ? null : resource.getFilename();
        return file != null ? file : String.valueOf(resource);
    }
}

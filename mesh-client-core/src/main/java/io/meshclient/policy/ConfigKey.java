package io.meshclient.policy;

import java.util.function.Function;

/**
 * One row of the key table: a property of a service, its type, default and reason.
 *
 * @param name the key below {@code mesh.client.services.<name>.} and {@code mesh.client.defaults.}
 * @param kind the type, for people
 * @param defaultText the library's default; empty for none
 * @param allowed what may stand there
 * @param meaning what it does
 * @param reason why the default is what it is
 * @param parser makes the value, or throws {@link IllegalArgumentException} with the rest of a sentence
 * @param <T> the value's type
 */
public record ConfigKey<T>(
        String name,
        String kind,
        String defaultText,
        String allowed,
        String meaning,
        String reason,
        Function<String, T> parser) {

    /**
     * Reads a value.
     *
     * @param prefix what stands before this key's name, for messages
     * @param value the text and its origin
     * @return the value
     * @throws ConfigException if the text is not allowed
     */
    public T parse(String prefix, ConfigValue value) {
        try {
            return parser.apply(value.text().trim());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(prefix + name, value, String.valueOf(e.getMessage()), allowed);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

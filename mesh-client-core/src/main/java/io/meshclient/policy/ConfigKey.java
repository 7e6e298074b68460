package io.meshclient.policy;

import java.util.function.Function;

/**
 * One row of a key table: a property, its type, default and reason. Services have one table, {@link KeyTable}; each
 * registry has its own.
 *
 * @param name the key below the table's prefix, such as {@code mesh.client.services.<name>.}
 * @param kind the type, for people
 * @param defaultText the library's default; empty for none
 * @param allowed what may stand there
 * @param meaning what it does
 * @param reason why the default is what it is
 * @param secret whether the value is kept out of messages, logs and views
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
        boolean secret,
        Function<String, T> parser) {

    /**
     * A row whose value everybody may see.
     *
     * @param name see {@link #name()}
     * @param kind see {@link #kind()}
     * @param defaultText see {@link #defaultText()}
     * @param allowed see {@link #allowed()}
     * @param meaning see {@link #meaning()}
     * @param reason see {@link #reason()}
     * @param parser see {@link #parser()}
     */
    public ConfigKey(
            String name,
            String kind,
            String defaultText,
            String allowed,
            String meaning,
            String reason,
            Function<String, T> parser) {
        this(name, kind, defaultText, allowed, meaning, reason, false, parser);
    }

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
            throw new ConfigException(prefix + name, shown(value), String.valueOf(e.getMessage()), allowed);
        }
    }

    /**
     * A value as people may see it.
     *
     * @param value set for this row
     * @return the value; of a secret its origin only
     */
    public ConfigValue shown(ConfigValue value) {
        return secret && !value.text().isEmpty() ? value.hidden() : value;
    }

    @Override
    public String toString() {
        return name;
    }
}

package io.meshclient.policy;

import java.io.Serial;

/** A configured value cannot be used. The message names the property, the value, its origin and what is allowed. */
public final class ConfigException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String property;
    private final transient ConfigValue value;
    private final String problem;
    private final String allowed;

    /**
     * Makes the exception.
     *
     * @param property the whole key, such as {@code mesh.client.services.orders.balancer}
     * @param value what was set, and where
     * @param problem what is wrong with it: the rest of a sentence that begins with the value
     * @param allowed what may stand there
     */
    public ConfigException(String property, ConfigValue value, String problem, String allowed) {
        super(property + " = '" + value.text() + "' (" + value.origin() + ") " + problem + "; allowed: " + allowed);
        this.property = property;
        this.value = value;
        this.problem = problem;
        this.allowed = allowed;
    }

    /**
     * The whole key.
     *
     * @return such as {@code mesh.client.services.orders.balancer}
     */
    public String property() {
        return property;
    }

    /**
     * What was set, and where.
     *
     * @return the value and its origin
     */
    public ConfigValue value() {
        return value;
    }

    /**
     * What is wrong.
     *
     * @return the rest of a sentence that begins with the value
     */
    public String problem() {
        return problem;
    }

    /**
     * What may stand there.
     *
     * @return for people
     */
    public String allowed() {
        return allowed;
    }
}

package io.meshclient.route;

import io.meshclient.time.Internal;
import org.jspecify.annotations.Nullable;

/** What routing sees of a request. */
@Internal
public interface RequestView {

    /**
     * The logical host.
     *
     * @return lower case, IPv6 without brackets
     */
    String host();

    /**
     * The HTTP method.
     *
     * @return such as {@code GET}
     */
    String method();

    /**
     * The path.
     *
     * @return encoded, beginning with a slash
     */
    String path();

    /**
     * A header's last value.
     *
     * @param name of the header
     * @return null without one
     */
    @Nullable
    String header(String name);
}

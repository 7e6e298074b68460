package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of the algorithm aimd.
 *
 * @param backoffRatio With aimd, what is left of the limit after a call that was dropped.
 * @param timeout With aimd, what takes longer to its headers counts as dropped.
 */
record AimdProperties(
        @Nullable Double backoffRatio, @Nullable Duration timeout) {}

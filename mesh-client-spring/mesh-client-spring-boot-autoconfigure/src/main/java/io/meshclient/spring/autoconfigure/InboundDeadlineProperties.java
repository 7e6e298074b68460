package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the deadlines that served requests name.
 *
 * @param enabled Whether calls end when the time is up that the request named for which they are made.
 * @param max The most that a request can name; more counts as this much.
 */
record InboundDeadlineProperties(
        @Nullable Boolean enabled, @Nullable Duration max) {}

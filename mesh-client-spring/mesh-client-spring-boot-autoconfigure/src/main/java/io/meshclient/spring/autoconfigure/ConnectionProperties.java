package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long connections are used.
 *
 * @param maxAge How old a connection may become; the first call after that is its last, up to a tenth of the time earlier at random.
 */
record ConnectionProperties(@Nullable Duration maxAge) {}

package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What services are told of the time that is left, and what calls inherit.
 *
 * @param send Whether each attempt tells the service how much time it has.
 * @param inherit Whether a call ends when the deadline of its thread, or of its request, is over.
 * @param floor No attempt is started when no more than this is left of an inherited deadline.
 * @param fairTime An attempt that ran out of an inherited deadline before this time is not held against its endpoint.
 */
record DeadlineProperties(
        @Nullable Boolean send,
        @Nullable Boolean inherit,
        @Nullable Duration floor,
        @Nullable Duration fairTime) {}

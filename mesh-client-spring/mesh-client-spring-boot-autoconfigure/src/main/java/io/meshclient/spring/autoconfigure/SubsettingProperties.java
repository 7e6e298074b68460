package io.meshclient.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a large cluster this process uses.
 *
 * @param size How many endpoints of each priority this process uses, chosen at random but for good; the others get no calls and no connections.
 */
record SubsettingProperties(@Nullable Integer size) {}

package io.meshclient.spring.autoconfigure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoints calls may ask for, by their metadata.
 *
 * @param keys Which keys of the metadata a call may ask for.
 * @param fallback Whom a call gets that asks for what no endpoint has.
 * @param defaultSubset The subset of calls that ask for none, and of fallback default-subset.
 * @param require What every call of this service asks for; a call may ask for more, or for other values.
 */
record SubsetProperties(
        @Nullable List<String> keys,
        @Nullable SubsetFallback fallback,
        @Nullable List<String> defaultSubset,
        @Nullable List<String> require) {}

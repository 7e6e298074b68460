package io.meshclient.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Where this process runs; short for the same keys below {@code mesh.client.defaults.locality}.
 *
 * @param region The region in which this process runs.
 * @param zone The zone in which this process runs.
 * @param subZone The sub-zone in which this process runs.
 */
record OwnLocalityProperties(
        @Nullable String region,
        @Nullable String zone,
        @Nullable String subZone) {}

package io.meshclient.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * How many calls may be under way at once.
 *
 * @param endpoint The limit of each endpoint.
 * @param service The limit of the service as a whole.
 * @param defaultPercent The share of a limit that calls may use that say nothing of their priority; the rest is for critical ones.
 * @param sheddablePercent The share of a limit that sheddable calls may use.
 * @param aimd Numbers of the algorithm aimd.
 * @param vegas Numbers of the algorithm vegas.
 * @param gradient2 Numbers of the algorithm gradient2.
 * @param gradient Numbers of the algorithm gradient.
 */
record LimitProperties(
        @NestedConfigurationProperty @Nullable LimitOfProperties endpoint,
        @NestedConfigurationProperty @Nullable LimitOfProperties service,
        @Nullable Integer defaultPercent,
        @Nullable Integer sheddablePercent,
        @NestedConfigurationProperty @Nullable AimdProperties aimd,
        @NestedConfigurationProperty @Nullable VegasProperties vegas,
        @NestedConfigurationProperty @Nullable Gradient2Properties gradient2,
        @NestedConfigurationProperty @Nullable GradientProperties gradient) {}

package io.meshclient.spring.autoconfigure;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * The shape of {@code mesh.client.*}, from which the metadata for the IDE is generated. The values themselves are read by
 * {@link PropertyReader}, which keeps the text and the origin of each; so nothing is filled here, and nothing is lost.
 *
 * @param enabled Whether the mesh does anything. If not, every call goes straight through.
 * @param strict Whether hosts that belong to no service are refused.
 * @param locality Where this process runs.
 * @param inboundDeadline What becomes of the deadlines that served requests name.
 * @param defaults What counts for every service that does not say otherwise.
 * @param services The services by name. A name with a dot needs brackets: services[payments.eu].
 */
@ConfigurationProperties("mesh.client")
record MeshClientProperties(
        @Nullable Boolean enabled,
        @Nullable Boolean strict,
        @NestedConfigurationProperty @Nullable OwnLocalityProperties locality,
        @NestedConfigurationProperty @Nullable InboundDeadlineProperties inboundDeadline,
        @NestedConfigurationProperty @Nullable DefaultsProperties defaults,
        @Nullable Map<String, ServiceProperties> services) {}

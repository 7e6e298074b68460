package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * The shape of {@code mesh.client.registration.*}, from which the metadata for the IDE is generated. It is no bean, so that
 * the actuator's configprops has nothing of it; the values are read as those of the mesh are.
 *
 * @param registry Where this service registers itself: consul or eureka; nowhere if it is not set.
 * @param serviceName The name of the service in the registry.
 * @param instanceId What tells this instance from others of the service.
 * @param host Where callers find this instance.
 * @param port The port that callers use.
 * @param secure Whether callers speak TLS to that port.
 * @param weight This instance's share of the calls, beside those of the others.
 * @param zone The zone that this instance runs in, written as the metadata zone.
 * @param tags Consul's tags; in Eureka the metadata tags, joined by commas.
 * @param metadata What else is to be said of this instance.
 * @param drainDelay How long this instance goes on answering after it was deregistered, before the web server stops.
 * @param ttl How long the registry believes in this instance without a heartbeat.
 * @param heartbeatInterval How often a heartbeat is sent.
 * @param deregisterCriticalAfter After how long without heartbeats Consul removes the entry; Eureka does it by ttl.
 * @param consul How Consul is reached, where that is not as its discovery does.
 * @param eureka How Eureka is reached, where that is not as its discovery does.
 */
@ConfigurationProperties("mesh.client.registration")
record RegistrationProperties(
        @Nullable RegistryName registry,
        @Nullable String serviceName,
        @Nullable String instanceId,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable Boolean secure,
        @Nullable Integer weight,
        @Nullable String zone,
        @Nullable List<String> tags,
        @Nullable Map<String, String> metadata,
        @Nullable Duration drainDelay,
        @Nullable Duration ttl,
        @Nullable Duration heartbeatInterval,
        @Nullable Duration deregisterCriticalAfter,
        @NestedConfigurationProperty @Nullable Consul consul,
        @NestedConfigurationProperty @Nullable Eureka eureka) {

    /**
     * Consul.
     *
     * @param url The address of the HTTP API of the agent that keeps this instance.
     * @param token The ACL token, whose rules need service:write.
     * @param tokenFile Where the ACL token is read from, again for each request.
     * @param namespace The namespace (Consul Enterprise).
     * @param partition The admin partition (Consul Enterprise).
     * @param caFile Whom to trust over https, in place of what the JVM trusts: certificates in PEM form.
     * @param connectTimeout Time for a new connection.
     * @param answerTimeout Time for a whole answer.
     */
    record Consul(
            @Nullable String url,
            @Nullable String token,
            @Nullable String tokenFile,
            @Nullable String namespace,
            @Nullable String partition,
            @Nullable String caFile,
            @Nullable Duration connectTimeout,
            @Nullable Duration answerTimeout) {}

    /**
     * Eureka.
     *
     * @param urls The servers, in the order in which they are tried; the one that works is kept until it fails.
     * @param username The user, by basic authentication, for URLs that name none.
     * @param password The user's password.
     * @param passwordFile A file with the password, read before every request.
     * @param caFile Whom to trust over https, in place of what the JVM trusts: certificates in PEM form.
     * @param connectTimeout Time for a new connection.
     * @param timeout Time for a whole answer.
     */
    record Eureka(
            @Nullable List<String> urls,
            @Nullable String username,
            @Nullable String password,
            @Nullable String passwordFile,
            @Nullable String caFile,
            @Nullable Duration connectTimeout,
            @Nullable Duration timeout) {}
}

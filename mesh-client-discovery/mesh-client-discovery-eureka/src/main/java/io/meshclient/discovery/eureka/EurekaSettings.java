package io.meshclient.discovery.eureka;

import io.meshclient.policy.Settings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The properties, read and checked together.
 *
 * @param servers in the order in which they are tried
 * @param login for servers that have none of their own
 * @param interval from an answer to the next question
 * @param delta whether differences are asked for
 * @param fullInterval when the whole is asked for all the same
 * @param mapping how instances become endpoints
 * @param trust null for Java's own
 * @param connectTimeout of connecting
 * @param timeout of a whole answer
 * @param maxBytes of an answer
 */
record EurekaSettings(
        List<Server> servers,
        Login login,
        Duration interval,
        boolean delta,
        Duration fullInterval,
        Mapping mapping,
        @Nullable Trust trust,
        Duration connectTimeout,
        Duration timeout,
        long maxBytes) {

    static EurekaSettings of(Settings settings) {
        return new EurekaSettings(
                settings.get(EurekaKeys.URLS),
                new Login(
                        settings.get(EurekaKeys.USERNAME),
                        settings.get(EurekaKeys.PASSWORD),
                        settings.get(EurekaKeys.PASSWORD_FILE).orElse(null)),
                settings.get(EurekaKeys.INTERVAL),
                settings.get(EurekaKeys.DELTA),
                settings.get(EurekaKeys.FULL_INTERVAL),
                new Mapping(
                        settings.get(EurekaKeys.SECURE),
                        settings.get(EurekaKeys.PREFER_IP_ADDRESS),
                        settings.get(EurekaKeys.REGION)),
                settings.get(EurekaKeys.CA_FILE).map(Trust::of).orElse(null),
                settings.get(EurekaKeys.CONNECT_TIMEOUT),
                settings.get(EurekaKeys.TIMEOUT),
                (long) settings.get(EurekaKeys.MAX_ANSWER_MEGABYTES) << 20);
    }
}

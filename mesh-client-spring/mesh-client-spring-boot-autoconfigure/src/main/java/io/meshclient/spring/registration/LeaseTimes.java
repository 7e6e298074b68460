package io.meshclient.spring.registration;

import io.meshclient.policy.ConfigException;
import io.meshclient.policy.Settings;
import java.time.Duration;

/**
 * How long an entry counts.
 *
 * @param ttl without a heartbeat
 * @param heartbeat from one to the next
 * @param deregisterCriticalAfter until Consul removes what has no heartbeat; zero for never
 */
record LeaseTimes(Duration ttl, Duration heartbeat, Duration deregisterCriticalAfter) {

    private static final Duration CONSUL_TTL = Duration.ofSeconds(30);
    private static final Duration EUREKA_TTL = Duration.ofSeconds(90);

    /** Two heartbeats may be lost. */
    private static final int HEARTBEATS = 3;

    static LeaseTimes of(Settings settings, String registry) {
        Duration usual = registry.equals(RegistrationKeys.CONSUL) ? CONSUL_TTL : EUREKA_TTL;
        Duration ttl = settings.get(RegistrationKeys.TTL)
                .orElseGet(() -> settings.get(RegistrationKeys.HEARTBEAT_INTERVAL)
                        .map(heartbeat -> heartbeat.multipliedBy(HEARTBEATS))
                        .orElse(usual));
        Duration heartbeat =
                settings.get(RegistrationKeys.HEARTBEAT_INTERVAL).orElseGet(() -> ttl.dividedBy(HEARTBEATS));
        if (heartbeat.compareTo(ttl) >= 0) {
            throw new ConfigException(
                    RegistrationKeys.PREFIX + RegistrationKeys.HEARTBEAT_INTERVAL,
                    settings.value(RegistrationKeys.HEARTBEAT_INTERVAL),
                    "is not shorter than the ttl of " + ttl.toMillis() + " ms: the entry would end before it",
                    RegistrationKeys.HEARTBEAT_INTERVAL.allowed());
        }
        return new LeaseTimes(ttl, heartbeat, settings.get(RegistrationKeys.DEREGISTER_CRITICAL_AFTER));
    }
}

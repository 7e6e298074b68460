package io.meshclient.discovery.dns;

import io.meshclient.policy.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is set, in the form in which it is used. Immutable.
 *
 * @param naming whom to ask and how names are completed
 * @param asking how patiently
 * @param ttl when to ask again
 * @param family which addresses count
 * @param defaultPort of targets without one; null if there has to be one
 */
record DnsSettings(
        Naming naming,
        Asking asking,
        TtlBounds ttl,
        AddressFamily family,
        @Nullable Integer defaultPort) {

    /**
     * How patiently servers are asked.
     *
     * @param timeout for one answer of one server
     * @param attempts how often each is asked
     */
    record Asking(Duration timeout, int attempts) {}

    /** Of values that have been checked one by one. */
    static DnsSettings of(Settings settings) {
        return new DnsSettings(
                new Naming(
                        settings.get(DnsKeys.SERVERS),
                        settings.get(DnsKeys.SEARCH),
                        settings.get(DnsKeys.NDOTS),
                        new ResolvFile(settings.get(DnsKeys.RESOLV_CONF))),
                new Asking(settings.get(DnsKeys.TIMEOUT), settings.get(DnsKeys.ATTEMPTS)),
                new TtlBounds(
                        settings.get(DnsKeys.MIN_TTL),
                        settings.get(DnsKeys.MAX_TTL),
                        settings.get(DnsKeys.NEGATIVE_TTL)),
                settings.get(DnsKeys.ADDRESS_FAMILY),
                settings.get(DnsKeys.DEFAULT_PORT));
    }
}

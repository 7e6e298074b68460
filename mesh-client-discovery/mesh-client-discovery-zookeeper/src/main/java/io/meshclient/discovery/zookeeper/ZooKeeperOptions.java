package io.meshclient.discovery.zookeeper;

import io.meshclient.policy.Settings;
import java.time.Duration;

/**
 * What was configured.
 *
 * @param connect servers, and perhaps a chroot
 * @param basePath below which the services are; no slash at its end, empty for the root
 * @param sessionTimeout asked for; the server decides
 * @param connectTimeout how long to wait for the first connection before its lack is told
 * @param secure whether instances are called at their TLS port
 * @param readOnly whether a server that has lost the ensemble may be read
 * @param maxAnswerBytes of one answer of the server
 * @param auth a secret
 * @param tls how to reach the servers
 */
record ZooKeeperOptions(
        String connect,
        String basePath,
        Duration sessionTimeout,
        Duration connectTimeout,
        boolean secure,
        boolean readOnly,
        int maxAnswerBytes,
        Auth auth,
        Tls tls) {

    /** Credentials, which no text shows; both empty for none. */
    record Auth(String scheme, String secret) {

        static final Auth NONE = new Auth("", "");

        @Override
        public String toString() {
            return scheme.isEmpty() ? "none" : scheme + ":(hidden)";
        }
    }

    /** The connection to the servers; empty texts for what is not set. */
    record Tls(boolean enabled, String caFile, String keyStore, String keyStorePassword, boolean verifyHost) {

        @Override
        public String toString() {
            return enabled ? "TLS" : "no TLS";
        }
    }

    static ZooKeeperOptions of(Settings settings) {
        return new ZooKeeperOptions(
                settings.get(ZooKeeperKeys.CONNECT),
                settings.get(ZooKeeperKeys.BASE_PATH),
                settings.get(ZooKeeperKeys.SESSION_TIMEOUT),
                settings.get(ZooKeeperKeys.CONNECT_TIMEOUT),
                settings.get(ZooKeeperKeys.SECURE),
                settings.get(ZooKeeperKeys.READ_ONLY),
                settings.get(ZooKeeperKeys.MAX_ANSWER_BYTES),
                settings.get(ZooKeeperKeys.AUTH),
                tls(settings));
    }

    private static Tls tls(Settings settings) {
        Tls tls = new Tls(
                settings.get(ZooKeeperKeys.TLS),
                settings.get(ZooKeeperKeys.CA_FILE),
                settings.get(ZooKeeperKeys.KEY_STORE),
                settings.get(ZooKeeperKeys.KEY_STORE_PASSWORD),
                settings.get(ZooKeeperKeys.VERIFY_HOST));
        if (!tls.enabled && !(tls.caFile.isEmpty() && tls.keyStore.isEmpty())) {
            throw new IllegalArgumentException(ZooKeeperKeys.PREFIX + "ca-file and key-store say how to use TLS, but "
                    + ZooKeeperKeys.PREFIX + "tls is false: set it to true, or leave them out");
        }
        return tls;
    }

    /**
     * Where a service's instances are.
     *
     * @throws IllegalArgumentException if there can be no such path
     */
    String pathOf(String target) {
        return ZooKeeperParsers.path(basePath + "/" + target);
    }
}

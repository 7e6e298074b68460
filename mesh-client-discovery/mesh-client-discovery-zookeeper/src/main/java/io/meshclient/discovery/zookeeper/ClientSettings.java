package io.meshclient.discovery.zookeeper;

import io.meshclient.discovery.zookeeper.ZooKeeperOptions.Tls;
import java.util.Locale;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.apache.zookeeper.common.X509Util;
import org.apache.zookeeper.common.ZKConfig;

/** The settings of ZooKeeper's own client, for one connection: system properties count only where nothing is set here. */
final class ClientSettings {

    private static final String NETTY = "org.apache.zookeeper.ClientCnxnSocketNetty"; // the one that can do TLS

    private ClientSettings() {}

    static ZKClientConfig of(ZooKeeperOptions options) {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKConfig.JUTE_MAXBUFFER, Integer.toString(options.maxAnswerBytes()));
        Tls tls = options.tls();
        if (tls.enabled()) {
            try (X509Util names = new ClientX509Util()) {
                tls(config, tls, names);
            }
        }
        return config;
    }

    private static void tls(ZKClientConfig config, Tls tls, X509Util names) {
        config.setProperty(ZKClientConfig.SECURE_CLIENT, "true");
        config.setProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, NETTY);
        config.setProperty(names.getSslHostnameVerificationEnabledProperty(), Boolean.toString(tls.verifyHost()));
        if (!tls.caFile().isEmpty()) {
            config.setProperty(names.getSslTruststoreLocationProperty(), tls.caFile());
            config.setProperty(names.getSslTruststoreTypeProperty(), "PEM");
        }
        if (!tls.keyStore().isEmpty()) {
            config.setProperty(names.getSslKeystoreLocationProperty(), tls.keyStore());
            config.setProperty(names.getSslKeystoreTypeProperty(), typeOf(tls.keyStore()));
            config.setProperty(names.getSslKeystorePasswdProperty(), tls.keyStorePassword());
        }
    }

    private static String typeOf(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".pem")) {
            return "PEM";
        }
        return name.endsWith(".jks") ? "JKS" : "PKCS12";
    }
}

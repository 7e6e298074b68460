package io.meshclient.spring.registration;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.policy.ConfigException;
import io.meshclient.policy.ConfigValue;
import io.meshclient.time.RandomSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** Makes the instance out of the properties and of what the running application is. */
final class Self {

    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

    private static final String ACTUATOR = "org.springframework.boot.actuate.endpoint.annotation.Endpoint";
    private static final Pattern IP = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+|.*:.*");

    private final RegistrationSettings settings;
    private final Environment environment;
    private final String random; // stays the same when the context is stopped and started again

    Self(RegistrationSettings settings, Environment environment, RandomSource random) {
        this.settings = settings;
        this.environment = environment;
        this.random = String.format("%08x", (int) random.nextLong());
    }

    /** Reads the ports on which the web servers listen by now. */
    Instance instance() {
        HostChoice choice = host();
        int port = port();
        LOG.info("{}: registration: the host is {}, {}", settings.service(), choice.host(), choice.how());
        Map<String, String> metadata = new LinkedHashMap<>();
        if (!settings.get(RegistrationKeys.ZONE).isEmpty()) {
            metadata.put(Instance.ZONE, settings.get(RegistrationKeys.ZONE));
        }
        metadata.putAll(settings.metadata());
        Endpoint address = Endpoint.builder(choice.host(), port)
                .weight(settings.get(RegistrationKeys.WEIGHT))
                .metadata(metadata)
                .build();
        return new Instance(
                settings.service(),
                settings.get(RegistrationKeys.INSTANCE_ID).orElseGet(() -> id(address)),
                address,
                IP.matcher(choice.host()).matches()
                        ? choice.host()
                        : HostChoice.ofThisMachine().host(),
                secure(),
                settings.get(RegistrationKeys.TAGS),
                LeaseTimes.of(settings.all(), settings.registry()),
                pages(address));
    }

    /** Safe in URLs, and short: Consul cuts its check's name nowhere, but people read it. */
    private String id(Endpoint address) {
        String host = address.host().replace(':', '-');
        return settings.service() + "-" + host + "-" + address.port() + "-" + random;
    }

    private HostChoice host() {
        String explicit = settings.get(RegistrationKeys.HOST).orElse("");
        if (!explicit.isEmpty()) {
            return new HostChoice(explicit, "as mesh.client.registration.host says");
        }
        String bound = environment.getProperty("server.address", "");
        if (!bound.isEmpty() && !bound.equals("0.0.0.0") && !bound.equals("::")) {
            return new HostChoice(bound, "as server.address says");
        }
        return HostChoice.ofThisMachine();
    }

    private int port() {
        Integer found = settings.get(RegistrationKeys.PORT).orElseGet(() -> port("local.server.port"));
        if (found == null) {
            throw new ConfigException(
                    RegistrationKeys.PREFIX + RegistrationKeys.PORT,
                    new ConfigValue("", ConfigValue.LIBRARY_DEFAULT),
                    "is not set, and this application has no web server of Spring Boot's whose port could be taken",
                    RegistrationKeys.PORT.allowed());
        }
        return found;
    }

    /** Boot sets it when the server listens; null if it is none, or has no port, as in tests without a server. */
    private @Nullable Integer port(String property) {
        Integer port = environment.getProperty(property, Integer.class);
        return port == null || port <= 0 ? null : port;
    }

    private boolean secure() {
        return settings.get(RegistrationKeys.SECURE).orElseGet(this::serverHasTls);
    }

    private boolean serverHasTls() {
        boolean keys = environment.containsProperty("server.ssl.bundle")
                || environment.containsProperty("server.ssl.key-store")
                || environment.containsProperty("server.ssl.certificate");
        return keys && environment.getProperty("server.ssl.enabled", Boolean.class, true);
    }

    private Instance.Pages pages(Endpoint address) {
        boolean secure = secure();
        String server = base(secure, address.host(), address.port())
                + path("server.servlet.context-path")
                + path("spring.webflux.base-path");
        String home = server + "/";
        if (!ClassUtils.isPresent(ACTUATOR, getClass().getClassLoader())) {
            return new Instance.Pages(home, home, "");
        }
        Integer own = port("local.management.port");
        String management = own == null || own == address.port()
                ? server + path("spring.mvc.servlet.path")
                : base(managementSecure(secure), address.host(), own) + path("management.server.base-path");
        String actuator = management + path(environment.getProperty("management.endpoints.web.base-path"), "/actuator");
        return new Instance.Pages(home, actuator + "/info", actuator + "/health");
    }

    private boolean managementSecure(boolean server) {
        return environment.getProperty("management.server.ssl.enabled", Boolean.class, server);
    }

    private static String base(boolean secure, String host, int port) {
        return (secure ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private String path(String property) {
        return path(environment.getProperty(property), "");
    }

    /** With a slash at its beginning and none at its end. */
    private static String path(@Nullable String value, String fallback) {
        String path = (value == null ? fallback : value).replaceAll("^/+|/+$", "");
        return path.isEmpty() ? "" : "/" + path;
    }
}

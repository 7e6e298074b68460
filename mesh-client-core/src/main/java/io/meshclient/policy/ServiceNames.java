package io.meshclient.policy;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a service, and a host that stands for it, may be called. */
final class ServiceNames {

    static final String RULE = "a DNS label or several joined by dots: letters, digits and inner hyphens, each label at"
            + " most 63 characters, the whole at most 253";

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

    private ServiceNames() {}

    static boolean isName(String name) {
        if (name.isEmpty() || name.length() > 253) {
            return false;
        }
        for (String label : name.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return true;
    }

    static String check(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("'" + name + "' is not a service name; allowed: " + RULE);
        }
        return name.toLowerCase(Locale.ROOT);
    }

    static String checkHost(String host) {
        if (!isName(host)) {
            throw new IllegalArgumentException("has '" + host + "', which is no host name");
        }
        return host.toLowerCase(Locale.ROOT);
    }
}

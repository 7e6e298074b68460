package io.meshclient.discovery.consul;

import io.meshclient.policy.ConfigValue;
import io.meshclient.policy.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings and answers for tests. */
final class Texts {

    private Texts() {}

    static Settings settings(Map<String, String> values) {
        Map<String, ConfigValue> all = new LinkedHashMap<>();
        values.forEach((key, value) -> all.put(key, new ConfigValue(value, "test")));
        return Settings.of(ConsulKeys.ROWS, ConsulKeys.PREFIX, all);
    }

    static HealthReader.Instances read(String document, Map<String, String> values) throws IOException {
        HealthReader reader = new HealthReader(InstanceMapping.of(settings(values)));
        return reader.read("orders", new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
    }

    /** An instance as small as it can be; of 10.0.0.1:80 with these checks. */
    static String instance(String host, int port, String... checks) {
        StringBuilder all = new StringBuilder();
        for (String check : checks) {
            String[] parts = check.split("=", 2);
            all.append(all.isEmpty() ? "" : ",")
                    .append("{\"CheckID\":\"")
                    .append(parts[0])
                    .append("\",\"Status\":\"")
                    .append(parts[1])
                    .append("\"}");
        }
        return "{\"Node\":{\"Node\":\"n1\",\"Address\":\"192.0.2.1\",\"Datacenter\":\"dc1\"},\"Service\":{\"ID\":\""
                + host
                + "\",\"Address\":\"" + host + "\",\"Port\":" + port
                + ",\"Weights\":{\"Passing\":10,\"Warning\":3}},\"Checks\":[" + all + "]}";
    }
}

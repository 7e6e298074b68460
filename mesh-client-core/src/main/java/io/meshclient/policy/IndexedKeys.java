package io.meshclient.policy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists as properties write them: {@code endpoints[0]}, {@code endpoints[1]}, … are one value. */
final class IndexedKeys {

    private static final Pattern INDEXED = Pattern.compile("(.*)\\[(\\d{1,9})]");

    private IndexedKeys() {}

    /** One value for each list, in the order of its numbers; other keys stay as they are. */
    static Map<String, ConfigValue> join(Map<String, ConfigValue> properties) {
        Map<String, ConfigValue> joined = new LinkedHashMap<>();
        Map<String, TreeMap<Integer, ConfigValue>> lists = new LinkedHashMap<>();
        properties.forEach((key, value) -> {
            Matcher indexed = INDEXED.matcher(key);
            if (indexed.matches()) {
                lists.computeIfAbsent(indexed.group(1), k -> new TreeMap<>())
                        .put(Integer.parseInt(indexed.group(2)), value);
            } else {
                joined.put(key, value);
            }
        });
        lists.forEach((key, values) -> joined.put(key, one(values)));
        return joined;
    }

    private static ConfigValue one(TreeMap<Integer, ConfigValue> values) {
        String text =
                String.join(",", values.values().stream().map(ConfigValue::text).toList());
        return new ConfigValue(text, values.firstEntry().getValue().origin());
    }
}

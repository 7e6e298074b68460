package io.meshclient.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keys of subsets by metadata: {@code subset.*}. A part of the {@link KeyTable}. */
final class SubsetKeys {

    static final ConfigKey<Set<Set<String>>> KEYS = new ConfigKey<>(
            "subset.keys",
            "list of keys",
            "",
            "keys of endpoints' metadata; several that are asked for together joined by +, such as version, stage+version",
            "Which keys of the metadata a call may ask for",
            "metadata is not made for routing unless somebody says so",
            Parsers::keySets);
    static final ConfigKey<String> FALLBACK = new ConfigKey<>(
            "subset.fallback",
            "no-fallback, any-endpoint or default-subset",
            "no-fallback",
            "no-fallback, any-endpoint, default-subset",
            "Whom a call gets that asks for what no endpoint has",
            "who asks for a version wants no other",
            Parsers.oneOf("a fallback", List.of("no-fallback", "any-endpoint", "default-subset")));
    static final ConfigKey<Map<String, String>> DEFAULT = new ConfigKey<>(
            "subset.default-subset",
            "list of key=value",
            "",
            "key=value, several separated by commas",
            "The subset of calls that ask for none, and of fallback default-subset",
            "all endpoints are alike until somebody tells them apart",
            Parsers::pairs);
    static final ConfigKey<Map<String, String>> REQUIRE = new ConfigKey<>(
            "subset.require",
            "list of key=value",
            "",
            "key=value, several separated by commas",
            "What every call of this service asks for; a call may ask for more, or for other values",
            "pinning is a choice",
            Parsers::pairs);

    /** In the order in which the documentation shows them. */
    static final List<ConfigKey<?>> ROWS = List.of(KEYS, FALLBACK, DEFAULT, REQUIRE);

    private SubsetKeys() {}
}

package io.meshclient.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.meshclient.architecture.CoreClasses.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import io.meshclient.time.Internal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which package may import which: the table of docs/architecture.md. Imports only go down. */
class LayersTest {

    private static final Set<String> LAYER_0 = Set.of("time", "endpoint");
    private static final Set<String> LAYERS_0_TO_3 =
            Set.of("time", "endpoint", "outcome", "observe", "stats", "balance", "guard", "policy");
    private static final Set<String> LAYERS_0_TO_4 = with(LAYERS_0_TO_3, "cluster", "route", "discovery");
    private static final Set<String> LAYERS_0_TO_5 = with(LAYERS_0_TO_4, "call");
    private static final Set<String> EVERYTHING = with(LAYERS_0_TO_5, "okhttp", "micrometer", "opentelemetry");

    /** Of our own packages, what each may import besides itself; the empty name is io.meshclient. */
    private static final Map<String, Set<String>> OURS = Map.ofEntries(
            Map.entry("time", Set.of()),
            Map.entry("endpoint", Set.of()),
            Map.entry("discovery", with(LAYER_0, "policy")),
            Map.entry("outcome", LAYER_0),
            Map.entry("observe", with(LAYER_0, "outcome")),
            Map.entry("stats", LAYER_0),
            Map.entry("balance", with(LAYER_0, "stats", "outcome")),
            Map.entry("guard", with(LAYER_0, "stats", "outcome")),
            Map.entry("policy", with(LAYER_0, "stats", "outcome")),
            Map.entry("cluster", LAYERS_0_TO_3),
            Map.entry("route", LAYERS_0_TO_3),
            Map.entry("call", LAYERS_0_TO_4),
            Map.entry("okhttp", LAYERS_0_TO_5),
            Map.entry("micrometer", Set.of("observe", "outcome", "endpoint")),
            Map.entry("opentelemetry", Set.of("observe", "outcome", "endpoint")),
            Map.entry("", EVERYTHING));

    /** Of others' packages, who may name them. */
    private static final Map<String, Set<String>> OTHERS = Map.of(
            "okhttp3", Set.of("okhttp", ""),
            "okio", Set.of("okhttp"),
            "kotlin", Set.of("okhttp", ""),
            "io.github.resilience4j", Set.of("guard"),
            "com.github.benmanes.caffeine", Set.of(""),
            "io.micrometer", Set.of("micrometer"),
            "io.opentelemetry", Set.of("opentelemetry"),
            "org.slf4j", with(LAYERS_0_TO_5, "okhttp", ""));

    private static final Set<String> ANYWHERE = Set.of(
            "java", "javax.net", "javax.security", "org.jspecify.annotations", "com.google.errorprone.annotations");

    @Test
    void everyPackageStandsInTheTable() {
        assertThat(packagesOfCore()).isSubsetOf(OURS.keySet());
    }

    @Test
    void importsOnlyGoDown() {
        List<String> wrong = dependencies()
                .filter(found -> isOurs(found.getTargetClass()))
                .filter(found -> !found.getTargetClass().isEquivalentTo(Internal.class))
                .filter(found -> !mayImport(found))
                .map(LayersTest::describe)
                .distinct()
                .sorted()
                .toList();

        assertThat(wrong).as("imports that do not go down").isEmpty();
    }

    @Test
    void librariesStayWhereTheyBelong() {
        List<String> wrong = dependencies()
                .filter(found -> !isOurs(found.getTargetClass()))
                .filter(found -> !mayUse(found))
                .map(LayersTest::describe)
                .distinct()
                .sorted()
                .toList();

        assertThat(wrong).as("libraries that this package may not name").isEmpty();
    }

    @Test
    void thereAreNoCycles() {
        slices().matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CoreClasses.ALL);
    }

    private static Stream<Dependency> dependencies() {
        return CoreClasses.ALL.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream());
    }

    private static Set<String> packagesOfCore() {
        Set<String> names = new TreeSet<>();
        CoreClasses.ALL.stream()
                .map(JavaClass::getPackage)
                .map(JavaPackage::getName)
                .map(LayersTest::layerOf)
                .forEach(names::add);
        return names;
    }

    private static boolean mayImport(Dependency found) {
        String from = layerOf(found.getOriginClass().getPackageName());
        String to = layerOf(found.getTargetClass().getPackageName());
        return from.equals(to) || OURS.getOrDefault(from, Set.of()).contains(to);
    }

    private static boolean mayUse(Dependency found) {
        String target = found.getTargetClass().getBaseComponentType().getPackageName();
        if (target.isEmpty() || startsWithAny(target, ANYWHERE)) {
            return true;
        }
        String from = layerOf(found.getOriginClass().getPackageName());
        return new TreeMap<>(OTHERS)
                .entrySet().stream()
                        .anyMatch(library -> isIn(target, library.getKey())
                                && library.getValue().contains(from));
    }

    private static boolean startsWithAny(String target, Set<String> packages) {
        return packages.stream().anyMatch(name -> isIn(target, name));
    }

    private static boolean isIn(String target, String name) {
        return target.equals(name) || target.startsWith(name + ".");
    }

    private static boolean isOurs(JavaClass type) {
        return isIn(type.getBaseComponentType().getPackageName(), ROOT);
    }

    private static String layerOf(String packageName) {
        return packageName.equals(ROOT) ? "" : packageName.substring(ROOT.length() + 1);
    }

    private static String describe(Dependency found) {
        return found.getOriginClass().getName() + " -> "
                + found.getTargetClass().getName();
    }

    private static Set<String> with(Set<String> base, String... more) {
        Set<String> all = new TreeSet<>(base);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }
}

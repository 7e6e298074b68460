package io.meshclient.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a property sets, the builder sets by the same word in camel case, and the other way round. */
class BuilderWordsTest {

    private static final Set<String> GROUPS = Set.of(
            "set",
            "leastRequest",
            "hash",
            "orca",
            "prequal",
            "deadline",
            "retry",
            "hedge",
            "outlier",
            "healthCheck",
            "slowStart",
            "breaker",
            "limit",
            "admission",
            "rateLimit",
            "priority",
            "locality",
            "subset",
            "subsetting",
            "connection");
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("endpoints", "a:1"),
            Map.entry("hosts", "h"),
            Map.entry("discovery", "static"),
            Map.entry("discoveryTarget", "t"),
            Map.entry("discoveryMode", "merge"),
            Map.entry("scheme", "https"),
            Map.entry("balancer", "random"),
            Map.entry("on", "reset"),
            Map.entry("methods", "GET"),
            Map.entry("retriableStatusCodes", "425"),
            Map.entry("resetHeaders", "x-a:seconds"),
            Map.entry("idempotencyKeyMethods", "POST"),
            Map.entry("mode", "weighted"),
            Map.entry("region", "eu"),
            Map.entry("zone", "a"),
            Map.entry("subZone", "rack-1"),
            Map.entry("weights", "a=2"),
            Map.entry("localService", "orders"),
            Map.entry("localZones", "a=3"),
            Map.entry("keys", "stage+version"),
            Map.entry("fallback", "any-endpoint"),
            Map.entry("defaultSubset", "version=v1"),
            Map.entry("require", "version=v1"),
            Map.entry("path", "/ready"),
            Map.entry("probePath", "/load"),
            Map.entry("method", "HEAD"),
            Map.entry("host", "h"),
            Map.entry("headers", "x-a: b"),
            Map.entry("expectedStatuses", "200-299"),
            Map.entry("grpcService", "s"));

    /** Where 1 or 1.5 is not allowed. */
    private static final Map<String, Object> NUMBERS = Map.of(
            "choices", 2,
            "balanceFactor", 150,
            "tableSize", 7,
            "poolSize", 2,
            "hotQuantile", 0.5,
            "maxInFlight", 2,
            "aimdBackoffRatio", 0.5);

    @Test
    void everyRowHasItsMethodAndEveryMethodItsRow() throws ReflectiveOperationException {
        Map<String, Method> methods = new LinkedHashMap<>();
        collect("", ServiceConfig.Builder.class, methods);
        collect("least-request.", LeastRequestBuilder.class, methods);
        collect("hash.", HashBuilder.class, methods);
        collect("orca.", OrcaBuilder.class, methods);
        collect("prequal.", PrequalBuilder.class, methods);
        collect("deadline.", DeadlineBuilder.class, methods);
        collect("retry.", RetryBuilder.class, methods);
        collect("hedge.", HedgeBuilder.class, methods);
        collect("outlier.", OutlierBuilder.class, methods);
        collect("health-check.", HealthCheckBuilder.class, methods);
        collect("slow-start.", SlowStartBuilder.class, methods);
        collect("breaker.", BreakerBuilder.class, methods);
        collect("limit.", LimitBuilder.class, methods);
        collect("admission.", AdmissionBuilder.class, methods);
        collect("rate-limit.", RateLimitBuilder.class, methods);
        collect("priority.", PriorityBuilder.class, methods);
        collect("locality.", LocalityBuilder.class, methods);
        collect("connection.", ConnectionBuilder.class, methods);
        collect("subset.", SubsetBuilder.class, methods);
        collect("subsetting.", SubsettingBuilder.class, methods);

        Set<String> rows = new TreeSet<>();
        for (ConfigKey<?> row : KeyTable.rows()) {
            rows.add(path(row.name()));
        }
        assertThat(new TreeSet<>(methods.keySet())).isEqualTo(rows);
        for (ConfigKey<?> row : KeyTable.rows()) {
            assertThat(setBy(methods.get(path(row.name())))).containsExactly(row.name());
        }
    }

    /** {@code retry.budget.ttl} is {@code retry(retry -> retry.budgetTtl(…))}. */
    private static String path(String key) {
        int dot = key.indexOf('.');
        String rest = key.substring(dot + 1);
        StringBuilder word = new StringBuilder();
        for (String part : rest.split("[.-]")) {
            word.append(word.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return key.substring(0, dot + 1) + word;
    }

    private static void collect(String prefix, Class<?> builder, Map<String, Method> methods) {
        for (Method method : builder.getMethods()) {
            boolean group = GROUPS.contains(method.getName());
            if (method.getDeclaringClass() == builder && !group && !method.isBridge()) {
                methods.put(prefix + method.getName(), method);
            }
        }
    }

    private static List<String> setBy(Method method) throws ReflectiveOperationException {
        ServiceConfig.Builder service = new ServiceConfig.Builder();
        Object target = service;
        if (method.getDeclaringClass() != ServiceConfig.Builder.class) {
            target = method.getDeclaringClass()
                    .getDeclaredConstructor(ServiceConfig.Builder.class)
                    .newInstance(service);
        }
        try {
            method.invoke(target, argument(method));
        } catch (InvocationTargetException e) {
            throw new AssertionError(method.toString(), e);
        }
        Settings.of("", service.values()); // the text that the builder wrote is allowed
        return new ArrayList<>(service.values().keySet());
    }

    private static Object argument(Method method) {
        Class<?> type = method.getParameterTypes()[0];
        if (NUMBERS.containsKey(method.getName())) {
            return NUMBERS.get(method.getName());
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[1];
        } else if (type == boolean.class) {
            return true;
        } else if (type == int.class) {
            return method.getName().equals("overprovisioning") ? 140 : 1;
        } else if (type == double.class) {
            return 1.0;
        } else if (type == Duration.class) {
            return Duration.ofMillis(1500);
        } else if (type == String[].class) {
            return new String[] {WORDS.getOrDefault(method.getName(), "path")};
        } else if (type == List.class) {
            return List.of(io.meshclient.endpoint.Endpoint.parse("a:1"));
        }
        return WORDS.get(method.getName());
    }
}

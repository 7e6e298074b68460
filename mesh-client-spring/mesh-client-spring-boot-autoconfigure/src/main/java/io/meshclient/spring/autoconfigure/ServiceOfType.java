package io.meshclient.spring.autoconfigure;

import io.meshclient.spring.MeshClient;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.Environment;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.service.annotation.HttpExchange;

/** What {@link MeshClient} on an interface means, and what cannot be meant. */
final class ServiceOfType {

    private ServiceOfType() {}

    /** The service of an interface, or null if the interface has no annotation. */
    static @Nullable String of(Class<?> type, Environment environment) {
        MeshClient annotation = type.getAnnotation(MeshClient.class);
        return annotation == null ? null : resolve(type.getName(), annotation.value(), environment);
    }

    static String resolve(String type, String value, Environment environment) {
        String service;
        try {
            service = environment.resolveRequiredPlaceholders(value).trim().toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new MeshDefinitionException(
                    "@MeshClient(\"" + value + "\") on " + type + " has a placeholder without a value",
                    "Set the property, or give it a default: ${name:orders}.");
        }
        if (service.isEmpty()) {
            throw new MeshDefinitionException(
                    "@MeshClient on " + type + " names no service",
                    "Name one: @MeshClient(\"orders\"). Only a qualifier of an OkHttpClient goes without a name.");
        }
        return service;
    }

    static MeshDefinitionException otherGroup(String type, String service, String group) {
        return new MeshDefinitionException(
                type + " is @MeshClient(\"" + service + "\"), and is also in the HTTP service group '" + group + "'",
                "Remove one of the two: the annotation, or the type from @ImportHttpServices(group = \"" + group
                        + "\"). A whole group becomes mesh clients by mesh.client.services." + group
                        + ".* or by spring.http.serviceclient." + group + ".base-url=mesh://" + service + ".");
    }

    static void requireMethods(Class<?> type) {
        if (exchangeMethods(type).isEmpty()) {
            throw new MeshDefinitionException(
                    "@MeshClient on " + type.getName() + ", which has no method with @HttpExchange",
                    "Annotate its methods with @GetExchange, @PostExchange and so on.");
        }
    }

    /** Which method of the interface returns what only a WebClient can give, or null. */
    static @Nullable Method reactiveMethod(Class<?> type) {
        ReactiveAdapterRegistry reactive = ReactiveAdapterRegistry.getSharedInstance();
        for (Method method : exchangeMethods(type)) {
            if (reactive.getAdapter(method.getReturnType()) != null) {
                return method;
            }
        }
        return null;
    }

    static MeshDefinitionException reactiveWithoutWebClient(Class<?> type, Method method, String action) {
        return new MeshDefinitionException(
                type.getName() + "." + method.getName() + "() returns a "
                        + method.getReturnType().getSimpleName() + "; reactive return types need a WebClient",
                action);
    }

    private static List<Method> exchangeMethods(Class<?> type) {
        List<Method> methods = new ArrayList<>();
        for (Method method : declaredMethods(type)) {
            if (AnnotatedElementUtils.hasAnnotation(method, HttpExchange.class)) {
                methods.add(method);
            }
        }
        return methods;
    }

    /** Reading them loads the types that they name; those may be missing. */
    private static Method[] declaredMethods(Class<?> type) {
        try {
            return ReflectionUtils.getAllDeclaredMethods(type);
        } catch (IllegalStateException e) {
            throw new MeshDefinitionException(
                    "The methods of " + type.getName() + " cannot be read: "
                            + (e.getCause() == null ? e : e.getCause()),
                    "Add to the class path what it names. Reactive return types need"
                            + " org.springframework.boot:spring-boot-starter-webclient.");
        }
    }
}

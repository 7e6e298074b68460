package io.meshclient.spring.autoconfigure;

import io.meshclient.spring.MeshCall;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.service.annotation.HttpExchange;

/**
 * A method of an interface that calls a service, and what is said of it.
 *
 * @param type the interface that is called, which may have inherited the method
 * @param method as Spring calls it
 * @param ofType on the interface, or on one that it extends
 * @param ofMethod on the method, or on one that it overrides
 */
record AnnotatedMethod(
        Class<?> type,
        Method method,
        @Nullable MeshCall ofType,
        @Nullable MeshCall ofMethod) {

    static List<AnnotatedMethod> of(Class<?> type) {
        Set<Method> calls = methods(type, HttpExchange.class);
        for (Method method : methods(type, MeshCall.class)) {
            if (!calls.contains(method)) {
                throw new MeshDefinitionException(
                        "@MeshCall on " + name(method) + ", which is no @HttpExchange method and so calls nothing",
                        "Remove it, or annotate the method with @GetExchange, @PostExchange and so on.");
            }
        }
        MeshCall ofType = AnnotatedElementUtils.findMergedAnnotation(type, MeshCall.class);
        return calls.stream()
                .map(method -> new AnnotatedMethod(
                        type, method, ofType, AnnotatedElementUtils.findMergedAnnotation(method, MeshCall.class)))
                .toList();
    }

    /** As Spring finds the methods that it calls. */
    private static Set<Method> methods(Class<?> type, Class<? extends Annotation> annotation) {
        return MethodIntrospector.selectMethods(
                type, (Method method) -> AnnotatedElementUtils.hasAnnotation(method, annotation));
    }

    boolean saysSomething() {
        return ofType != null || ofMethod != null;
    }

    boolean saysAs(AnnotatedMethod other) {
        return Objects.equals(ofType, other.ofType) && Objects.equals(ofMethod, other.ofMethod);
    }

    /** Such as {@code shop.Orders.item(String)}. */
    String name() {
        return name(method);
    }

    private static String name(Method method) {
        String parameters = Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", "));
        return method.getDeclaringClass().getName() + "." + method.getName() + "(" + parameters + ")";
    }
}

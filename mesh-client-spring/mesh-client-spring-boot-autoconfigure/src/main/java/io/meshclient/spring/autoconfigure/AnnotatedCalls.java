package io.meshclient.spring.autoconfigure;

import io.meshclient.policy.CallOptions;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.spring.MeshCall;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import org.springframework.web.service.registry.HttpServiceGroup;

/**
 * What {@link MeshCall} says of the methods of a group's interfaces: read and checked when the group's client is made. A call
 * of an annotated method carries it as an attribute; nothing is added to groups without.
 */
final class AnnotatedCalls {

    private final MeshGroups meshGroups;
    private final Environment environment;

    AnnotatedCalls(MeshGroups meshGroups, Environment environment) {
        this.meshGroups = meshGroups;
        this.environment = environment;
    }

    void addTo(HttpServiceGroup group, HttpServiceProxyFactory.Builder factory) {
        Map<Method, MethodOptions> options = of(group);
        if (options.isEmpty()) {
            return;
        }
        factory.httpRequestValuesProcessor((method, parameters, arguments, request) -> {
            MethodOptions ofMethod = options.get(method);
            if (ofMethod != null) {
                request.addAttribute(MethodOptions.ATTRIBUTE, ofMethod);
            }
        });
    }

    /** For the read timeout of a client that the starter made. Zero is none, and so the longest. */
    Duration longestCallTimeout(HttpServiceGroup group, ServiceConfig service) {
        Duration longest = service.timeouts().call();
        for (MethodOptions options : of(group).values()) {
            Duration timeout = options.base().callTimeout();
            if (timeout != null && !longest.isZero()) {
                longest = timeout.isZero() || timeout.compareTo(longest) > 0 ? timeout : longest;
            }
        }
        return longest;
    }

    private Map<Method, MethodOptions> of(HttpServiceGroup group) {
        Map<Method, MethodOptions> options = new HashMap<>();
        Map<Method, AnnotatedMethod> read = new HashMap<>();
        for (Class<?> type : group.httpServiceTypes()) {
            for (AnnotatedMethod method : AnnotatedMethod.of(type)) {
                AnnotatedMethod before = read.put(method.method(), method);
                if (before != null && !before.saysAs(method)) {
                    throw different(before, method);
                }
                if (method.saysSomething()) {
                    options.put(method.method(), read(group, method));
                }
            }
        }
        return options;
    }

    private MethodOptions read(HttpServiceGroup group, AnnotatedMethod method) {
        if (!meshGroups.isMesh(group)) {
            throw new MeshDefinitionException(
                    "@MeshCall on " + method.name() + " or its interface, whose HTTP service group '" + group.name()
                            + "' does not call through the mesh",
                    "Remove the annotation, or make the group a mesh client: @MeshClient on the interface, or"
                            + " spring.http.serviceclient." + group.name() + ".base-url=mesh://<service>.");
        }
        CallOptions ofType = method.ofType() == null
                ? CallOptions.none()
                : new MeshCallReader(environment, method.type().getName()).read(method.ofType());
        CallOptions ofMethod = method.ofMethod() == null
                ? CallOptions.none()
                : new MeshCallReader(environment, method.name()).read(method.ofMethod());
        return new MethodOptions(ofMethod.over(ofType));
    }

    private static MeshDefinitionException different(AnnotatedMethod one, AnnotatedMethod other) {
        return new MeshDefinitionException(
                one.name() + " is called through " + one.type().getName() + " and through "
                        + other.type().getName() + ", whose @MeshCall differ",
                "Declare the method in each of the two, or annotate both alike.");
    }
}

package io.meshclient.spring.autoconfigure;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.annotation.RepeatableContainers;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import org.springframework.web.service.invoker.HttpExchangeAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import org.springframework.web.service.registry.HttpServiceGroup;

/**
 * Keeps Spring Cloud out of mesh groups. Its load balancer rewrites every group's calls and its circuit breaker wraps every
 * group in a breaker and a time limiter of one second; the mesh does both already. Two configurers stand before and behind
 * Spring Cloud's: the first keeps the adapter as it was, the second puts it back and takes the interceptor out. A group
 * with {@code @HttpServiceFallback} keeps Spring Cloud's breaker, because the fallbacks hang on it.
 */
final class SpringCloudGuard {

    static final String SPRING_CLOUD = "org.springframework.cloud.client.loadbalancer.LoadBalancerClient";
    static final int BEFORE = 5;
    static final int BEHIND = MeshGroupConfigurer.ORDER - 1;

    private static final String LOAD_BALANCER = "org.springframework.cloud.client.loadbalancer.";
    private static final String BREAKER = "org.springframework.cloud.client.circuitbreaker.";
    private static final String FALLBACK = BREAKER + "httpservice.HttpServiceFallback";

    private final MeshGroups meshGroups;
    private final ListableBeanFactory beans;
    private final Map<String, HttpExchangeAdapter> kept = new ConcurrentHashMap<>();

    SpringCloudGuard(MeshGroups meshGroups, ListableBeanFactory beans) {
        this.meshGroups = meshGroups;
        this.beans = beans;
    }

    /** Stands before Spring Cloud's. */
    RestClientHttpServiceGroupConfigurer before() {
        return new Ordered(BEFORE, groups -> groups.filter(meshGroups::isMesh).forEachProxyFactory(this::keepAdapter));
    }

    /** Stands behind Spring Cloud's. */
    RestClientHttpServiceGroupConfigurer behind() {
        return new Ordered(
                BEHIND,
                groups -> groups.filter(meshGroups::isMesh).forEachGroup((group, client, factory) -> {
                    client.requestInterceptors(list -> list.removeIf(SpringCloudGuard::isLoadBalancer));
                    putAdapterBack(group, factory);
                }));
    }

    void keepAdapter(HttpServiceGroup group, HttpServiceProxyFactory.Builder factory) {
        factory.exchangeAdapterDecorator(adapter -> {
            kept.put(group.name(), adapter);
            return adapter;
        });
    }

    void putAdapterBack(HttpServiceGroup group, HttpServiceProxyFactory.Builder factory) {
        if (!hasFallback(group)) {
            factory.exchangeAdapterDecorator(
                    adapter -> isFrom(BREAKER, adapter) ? kept.getOrDefault(group.name(), adapter) : adapter);
        }
    }

    static boolean isLoadBalancer(Object interceptor) {
        return isFrom(LOAD_BALANCER, interceptor);
    }

    private static boolean isFrom(String packageName, Object object) {
        return object.getClass().getName().startsWith(packageName);
    }

    private boolean hasFallback(HttpServiceGroup group) {
        for (String bean : beans.getBeanNamesForType(Object.class, false, false)) {
            Class<?> type = beans.getType(bean, false);
            if (type != null && hasFallback(type, group.name())) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasFallback(Class<?> type, String group) {
        return MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY, RepeatableContainers.standardRepeatables())
                .stream(FALLBACK)
                .anyMatch(fallback -> Set.of("", group).contains(fallback.getString("group")));
    }

    /** A configurer at a place of its own. */
    private record Ordered(int order, RestClientHttpServiceGroupConfigurer configurer)
            implements RestClientHttpServiceGroupConfigurer {

        @Override
        public int getOrder() {
            return order;
        }

        @Override
        public void configureGroups(Groups<RestClient.Builder> groups) {
            configurer.configureGroups(groups);
        }
    }
}

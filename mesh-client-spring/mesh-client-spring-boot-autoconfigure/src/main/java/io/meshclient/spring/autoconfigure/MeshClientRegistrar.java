package io.meshclient.spring.autoconfigure;

import static java.util.Objects.requireNonNull;

import io.meshclient.spring.MeshClient;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;
import org.springframework.web.service.registry.AbstractHttpServiceRegistrar;
import org.springframework.web.service.registry.HttpServiceGroup.ClientType;

/** Makes each {@link MeshClient} interface of the application's packages a member of the HTTP service group of its name. */
final class MeshClientRegistrar extends AbstractHttpServiceRegistrar {

    /** Under which Spring notes a proxy's group on its bean definition. */
    private static final String GROUP = "httpServiceGroupName";

    private static final String WEB_CLIENT_GROUPS =
            "org.springframework.boot.webclient.autoconfigure.service.ReactiveHttpServiceClientAutoConfiguration";

    private @Nullable Environment environment;
    private @Nullable ResourceLoader resourceLoader;
    private @Nullable BeanFactory beanFactory;

    @Override
    public void setEnvironment(Environment environment) {
        super.setEnvironment(environment);
        this.environment = environment;
    }

    @Override
    public void setResourceLoader(ResourceLoader resourceLoader) {
        super.setResourceLoader(resourceLoader);
        this.resourceLoader = resourceLoader;
    }

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        super.setBeanFactory(beanFactory);
        this.beanFactory = beanFactory;
    }

    @Override
    protected void registerHttpServices(GroupRegistry registry, AnnotationMetadata importingClass) {
        BeanFactory beans = requireNonNull(beanFactory);
        if (!AutoConfigurationPackages.has(beans)) {
            return;
        }
        MeshClientScanner scanner = new MeshClientScanner(requireNonNull(environment), requireNonNull(resourceLoader));
        Map<String, String> groups = groupsOfTypes(beans);
        for (String basePackage : AutoConfigurationPackages.get(beans)) {
            for (BeanDefinition found : scanner.findCandidateComponents(basePackage)) {
                register(registry, (AnnotatedBeanDefinition) found, groups);
            }
        }
    }

    private void register(GroupRegistry registry, AnnotatedBeanDefinition found, Map<String, String> groups) {
        String type = found.getMetadata().getClassName();
        Object value = requireNonNull(found.getMetadata().getAnnotationAttributes(MeshClient.class.getName()))
                .get("value");
        String service = ServiceOfType.resolve(type, String.valueOf(value), requireNonNull(environment));
        String other = groups.getOrDefault(type, service);
        if (!other.equals(service)) {
            throw ServiceOfType.otherGroup(type, service, other);
        }
        registry.forGroup(service, clientType(type)).registerTypeNames(type);
    }

    /** One reactive method makes the whole group WebClient's, which can do what RestClient does too. */
    private ClientType clientType(String typeName) {
        ClassLoader classLoader = requireNonNull(resourceLoader).getClassLoader();
        Class<?> type = ClassUtils.resolveClassName(typeName, classLoader);
        Method reactive = ServiceOfType.reactiveMethod(type);
        if (reactive == null) {
            return ClientType.UNSPECIFIED;
        }
        if (!ClassUtils.isPresent(WEB_CLIENT_GROUPS, classLoader)) {
            throw ServiceOfType.reactiveWithoutWebClient(
                    type,
                    reactive,
                    "Add org.springframework.boot:spring-boot-starter-webclient, or return the body itself.");
        }
        return ClientType.WEB_CLIENT;
    }

    private static Map<String, String> groupsOfTypes(BeanFactory beanFactory) {
        Map<String, String> groups = new LinkedHashMap<>();
        if (beanFactory instanceof ConfigurableListableBeanFactory beans) {
            for (String name : beans.getBeanDefinitionNames()) {
                BeanDefinition definition = beans.getBeanDefinition(name);
                if (definition.getAttribute(GROUP) instanceof String group && definition.getBeanClassName() != null) {
                    groups.put(definition.getBeanClassName(), group);
                }
            }
        }
        return groups;
    }
}

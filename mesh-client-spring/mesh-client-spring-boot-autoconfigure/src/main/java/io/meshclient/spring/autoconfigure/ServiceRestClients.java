package io.meshclient.spring.autoconfigure;

import static java.util.Objects.requireNonNull;

import io.meshclient.spring.MeshClient;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** Registers a {@code @MeshClient("name") RestClient} for each configured service; never a candidate without qualifier. */
final class ServiceRestClients implements ImportBeanDefinitionRegistrar, EnvironmentAware {

    private @Nullable Environment environment;

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importingClass, BeanDefinitionRegistry registry) {
        for (String service : new PropertyReader(requireNonNull(environment)).services()) {
            RootBeanDefinition definition = new RootBeanDefinition(ServiceRestClientFactoryBean.class);
            definition.getConstructorArgumentValues().addIndexedArgumentValue(0, service);
            definition.addQualifier(new AutowireCandidateQualifier(MeshClient.class, service));
            definition.setDefaultCandidate(false);
            definition.setLazyInit(true);
            registry.registerBeanDefinition("meshRestClient-" + service, definition);
        }
    }
}

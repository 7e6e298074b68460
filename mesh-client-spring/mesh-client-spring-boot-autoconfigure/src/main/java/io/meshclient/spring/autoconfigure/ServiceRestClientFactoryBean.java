package io.meshclient.spring.autoconfigure;

import static java.util.Objects.requireNonNull;

import io.meshclient.policy.MeshConfig;
import io.meshclient.policy.ServiceConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.web.client.RestClient;

/** Makes the {@link RestClient} of one service, from the application's builder where there is one. */
final class ServiceRestClientFactoryBean implements FactoryBean<RestClient>, BeanFactoryAware {

    private final String service;
    private @Nullable BeanFactory beans;

    ServiceRestClientFactoryBean(String service) {
        this.service = service;
    }

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        this.beans = beanFactory;
    }

    @Override
    public Class<?> getObjectType() {
        return RestClient.class;
    }

    @Override
    public RestClient getObject() {
        BeanFactory factory = requireNonNull(beans);
        ServiceConfig config = factory.getBean(MeshConfig.class).service(service);
        GroupClients clients = factory.getBean(GroupClients.class);
        return factory.getBeanProvider(RestClient.Builder.class)
                .getIfAvailable(RestClient::builder)
                .baseUrl(config.scheme() + "://" + config.name())
                .requestFactory(new MeshRequestFactory(
                        clients.forGroup(config.name(), config.timeouts().call())))
                .build();
    }
}

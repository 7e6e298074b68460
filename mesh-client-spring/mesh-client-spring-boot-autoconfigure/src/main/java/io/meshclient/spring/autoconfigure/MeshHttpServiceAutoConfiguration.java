package io.meshclient.spring.autoconfigure;

import io.meshclient.Mesh;
import io.meshclient.policy.MeshConfig;
import io.meshclient.spring.MeshClient;
import io.meshclient.time.Internal;
import okhttp3.OkHttpClient;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.HttpClientSettingsPropertyMapper;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientProperties;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;

/** Mesh clients as HTTP service groups. Before Boot's, which looks for the registry that the registrar makes. */
@Internal
@AutoConfiguration(
        after = MeshAutoConfiguration.class,
        before = {HttpServiceClientPropertiesAutoConfiguration.class, HttpServiceClientAutoConfiguration.class},
        beforeName =
                "org.springframework.boot.webclient.autoconfigure.service.ReactiveHttpServiceClientAutoConfiguration")
@ConditionalOnClass({RestClient.class, RestClientHttpServiceGroupConfigurer.class})
@ConditionalOnBean(Mesh.class)
@Import({MeshClientRegistrar.class, ServiceRestClients.class})
public final class MeshHttpServiceAutoConfiguration {

    @Bean
    GroupClients meshGroupClients(
            @MeshClient OkHttpClient wrapped,
            FrontClient front,
            ObjectProvider<HttpServiceClientProperties> properties,
            ObjectProvider<SslBundles> sslBundles,
            ObjectProvider<HttpClientSettings> settings,
            Environment environment) {
        GroupProperties groups = new GroupProperties(properties);
        SslBundles bundles = sslBundles.getIfAvailable();
        return new GroupClients(
                wrapped,
                front.isOwn(),
                groups,
                new HttpClientSettingsPropertyMapper(bundles, settings.getIfAvailable()),
                new SslBundleUpdates(bundles, groups, environment));
    }

    @Bean
    MeshGroups meshGroups(
            MeshConfig config, ObjectProvider<HttpServiceClientProperties> properties, Environment environment) {
        return new MeshGroups(config, new GroupProperties(properties), environment);
    }

    @Bean
    AnnotatedCalls meshAnnotatedCalls(MeshGroups groups, Environment environment) {
        return new AnnotatedCalls(groups, environment);
    }

    @Bean
    MeshGroupConfigurer meshGroupConfigurer(MeshGroups groups, GroupClients clients, AnnotatedCalls calls) {
        return new MeshGroupConfigurer(groups, clients, calls);
    }

    /** Only where Spring Cloud is. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = SpringCloudGuard.SPRING_CLOUD)
    static class SpringCloudConfiguration {

        @Bean
        SpringCloudGuard meshSpringCloudGuard(MeshGroups groups, ListableBeanFactory beans) {
            return new SpringCloudGuard(groups, beans);
        }

        @Bean
        RestClientHttpServiceGroupConfigurer meshBeforeSpringCloud(SpringCloudGuard guard) {
            return guard.before();
        }

        @Bean
        RestClientHttpServiceGroupConfigurer meshBehindSpringCloud(SpringCloudGuard guard) {
            return guard.behind();
        }
    }
}

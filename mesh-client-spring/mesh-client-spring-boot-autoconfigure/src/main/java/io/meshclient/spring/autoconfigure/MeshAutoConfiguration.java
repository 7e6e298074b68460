package io.meshclient.spring.autoconfigure;

import io.meshclient.Mesh;
import io.meshclient.MeshBuilder;
import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.DiscoveryProvider;
import io.meshclient.observe.MeshObserver;
import io.meshclient.policy.MeshConfig;
import io.meshclient.spring.MeshClient;
import io.meshclient.spring.MeshOkHttpCustomizer;
import io.meshclient.time.Internal;
import io.meshclient.time.MeshRuntime;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/**
 * The mesh and the client that it wraps. The mesh is closed as a bean: after everything that was made with it, and so after
 * every {@code SmartLifecycle} phase and after the destroy methods of the beans that call through it.
 */
@Internal
@AutoConfiguration
@ConditionalOnClass({Mesh.class, OkHttpClient.class})
public final class MeshAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    MeshConfig meshConfig(Environment environment) {
        return MeshConfig.builder()
                .propertyValues(new PropertyReader(environment).read())
                .build();
    }

    @Bean
    @ConditionalOnMissingBean
    FrontClient meshFrontClient(
            MeshConfig config,
            ObjectProvider<OkHttpClient> clients,
            ObjectProvider<MeshOkHttpCustomizer> customizers,
            ResourceLoader resources) {
        OkHttpCopies.requireOne(resources.getClassLoader());
        List<MeshOkHttpCustomizer> edits = customizers.orderedStream().toList();
        OkHttpClient application = clients.getIfUnique();
        return application != null ? FrontClient.of(application, edits) : FrontClient.own(config, edits);
    }

    /** Depends on the front, so that the front is closed after it. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    Mesh mesh(
            MeshConfig config,
            Environment environment,
            FrontClient front,
            ObjectProvider<MeshObserver> observers,
            ObjectProvider<MeshRuntime> runtime,
            ListableBeanFactory beans) {
        MeshBuilder builder = Mesh.builder().config(config).discoveryProperties(new PropertyReader(environment).read());
        observers.orderedStream().forEach(builder::observer);
        runtime.ifUnique(builder::runtime);
        for (Map.Entry<String, Discovery> discovery :
                beans.getBeansOfType(Discovery.class).entrySet()) {
            builder.discovery(discovery.getKey(), discovery.getValue());
        }
        beans.getBeansOfType(DiscoveryProvider.class).values().forEach(builder::discovery);
        return builder.build();
    }

    /** Only for injection points with {@link MeshClient}: the application's own client stays the only one without. */
    @Bean(defaultCandidate = false, destroyMethod = "")
    @MeshClient
    OkHttpClient meshOkHttpClient(Mesh mesh, FrontClient front) {
        return mesh.wrap(front.client());
    }
}

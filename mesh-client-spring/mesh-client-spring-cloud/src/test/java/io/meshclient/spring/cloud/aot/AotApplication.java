package io.meshclient.spring.cloud.aot;

import io.meshclient.Mesh;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Calls a service that a registry knows, closes its context and leaves {@code main}: whether the JVM ends is the mesh's matter. */
@SpringBootApplication
public class AotApplication {

    @Bean
    DiscoveryClient registry(Environment environment) {
        return new Registry(environment.getRequiredProperty("registry.orders", URI.class));
    }

    record Registry(URI orders) implements DiscoveryClient {
        @Override
        public String description() {
            return "the application's own";
        }

        @Override
        public List<ServiceInstance> getInstances(String service) {
            return List.of(new DefaultServiceInstance("1", service, orders.getHost(), orders.getPort(), false));
        }

        @Override
        public List<String> getServices() {
            return List.of("orders");
        }
    }

    public static void main(String[] arguments) throws Exception {
        SpringApplication application = new SpringApplication(AotApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        try (ConfigurableApplicationContext context = application.run(arguments)) {
            System.out.println("AOT: " + AotDetector.useGeneratedArtifacts());
            Mesh mesh = context.getBean(Mesh.class);
            while (mesh.view().service("orders").endpoints().isEmpty()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
            OkHttpClient client = mesh.wrap(new OkHttpClient());
            try (Response response = client.newCall(
                            new Request.Builder().url("http://orders/").build())
                    .execute()) {
                System.out.println(response.body().string());
            }
        }
        System.out.println("closed");
    }
}

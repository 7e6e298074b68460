package io.meshclient.spring.autoconfigure.aot;

import io.meshclient.policy.CallOptions;
import io.meshclient.spring.MeshCall;
import io.meshclient.spring.MeshClient;
import io.meshclient.spring.MeshOkHttpCustomizer;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;
import org.springframework.web.service.annotation.GetExchange;
import reactor.core.publisher.Mono;

/** Calls a service in three ways, closes its context and leaves {@code main}: whether the JVM ends is the mesh's matter. */
@SpringBootApplication
public class AotApplication {

    @MeshClient("orders")
    public interface Orders {
        @GetExchange("/items/blocking")
        @MeshCall(callTimeout = "9s")
        String item();
    }

    @MeshClient("catalog")
    public interface Catalog {
        @GetExchange("/items/reactive")
        Mono<String> item();
    }

    /** Has the qualified client injected, which is no interface. */
    record Injected(RestClient orders) {}

    @Bean
    Injected injected(@MeshClient("orders") RestClient orders) {
        return new Injected(orders);
    }

    /** Tells what the annotation says to the mesh. */
    @Bean
    MeshOkHttpCustomizer telling() {
        return builder -> builder.addInterceptor(chain -> {
            System.out.println(
                    chain.request().url().encodedPath() + ": " + chain.request().tag(CallOptions.class));
            return chain.proceed(chain.request());
        });
    }

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(AotApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        try (ConfigurableApplicationContext context = application.run(arguments)) {
            System.out.println("AOT: " + AotDetector.useGeneratedArtifacts());
            System.out.println(context.getBean(Orders.class).item());
            System.out.println(context.getBean(Catalog.class).item().block());
            System.out.println(context.getBean(Injected.class)
                    .orders()
                    .get()
                    .uri("/items/qualified")
                    .retrieve()
                    .body(String.class));
        }
        System.out.println("closed");
    }
}

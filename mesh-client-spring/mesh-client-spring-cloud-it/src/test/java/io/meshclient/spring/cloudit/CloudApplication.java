package io.meshclient.spring.cloudit;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An application as others have it: a registry of Spring Cloud's, the starter, and the module. It registers nothing. */
@SpringBootApplication
class CloudApplication {

    private static ConfigurableApplicationContext run(List<String> registry, String... more) {
        List<String> arguments = new ArrayList<>(registry);
        arguments.add("--spring.application.name=caller");
        arguments.add("--spring.main.banner-mode=off");
        arguments.addAll(List.of(more));
        return new SpringApplicationBuilder(CloudApplication.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .run(arguments.toArray(String[]::new));
    }

    static ConfigurableApplicationContext withEureka(String url, String... more) {
        return run(
                List.of(
                        "--spring.cloud.consul.enabled=false",
                        "--eureka.client.jersey.enabled=false", // which the server brings, and applications do not have
                        "--eureka.client.service-url.defaultZone=" + url + "/",
                        "--eureka.client.register-with-eureka=false",
                        "--eureka.client.registry-fetch-interval-seconds=1"),
                more);
    }

    static ConfigurableApplicationContext withConsul(String url, String... more) {
        String[] parts = url.substring("http://".length()).split(":", 2);
        return run(
                List.of(
                        "--eureka.client.enabled=false",
                        "--spring.cloud.consul.host=" + parts[0],
                        "--spring.cloud.consul.port=" + parts[1],
                        "--spring.cloud.consul.discovery.register=false"),
                more);
    }
}

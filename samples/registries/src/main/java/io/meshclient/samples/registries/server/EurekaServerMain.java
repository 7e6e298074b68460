package io.meshclient.samples.registries.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.netflix.eureka.server.EnableEurekaServer;

/** Spring Cloud's Eureka server. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableEurekaServer
public class EurekaServerMain {
    /** Arguments are properties of Spring Boot. */
    public static void main(String[] args) {
        SpringApplication.run(EurekaServerMain.class, args);
    }
}

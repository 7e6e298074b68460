package io.meshclient.spring.registrationsmoke.eurekaserver;

import io.meshclient.spring.registrationsmoke.ChildProcess;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.netflix.eureka.server.EnableEurekaServer;

/** Eureka's own server, as a process of its own. */
@SpringBootApplication(excludeName = "io.meshclient.spring.autoconfigure.MeshAutoConfiguration")
@EnableEurekaServer
public class EurekaServerApplication {

    /** Arguments are properties of Spring Boot. */
    public static void main(String[] args) {
        ChildProcess.endWithParent();
        SpringApplication.run(EurekaServerApplication.class, args);
    }
}

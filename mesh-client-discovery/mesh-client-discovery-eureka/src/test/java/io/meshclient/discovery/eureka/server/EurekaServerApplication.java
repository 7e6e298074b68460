package io.meshclient.discovery.eureka.server;

import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.netflix.eureka.server.EnableEurekaServer;

/** Eureka's own server, as a process of its own. It ends with the pipe from whoever started it. */
@SpringBootApplication
@EnableEurekaServer
public class EurekaServerApplication {

    /** Arguments are properties of Spring Boot. */
    public static void main(String[] args) {
        Thread guard = new Thread(EurekaServerApplication::endWithParent, "guard");
        guard.setDaemon(true);
        guard.start();
        SpringApplication.run(EurekaServerApplication.class, args);
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes; the end is what counts.
            }
        } catch (IOException e) {
            // The pipe is gone too.
        }
        Runtime.getRuntime().halt(1);
    }
}

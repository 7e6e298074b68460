package io.meshclient.spring.autoconfigure.registered;

import io.meshclient.spring.registration.RegistrationLifecycle;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service that may register itself, with a runner that looks around before the application is ready. */
@SpringBootApplication
public class RegisteredApplication {

    private final List<String> seen = new CopyOnWriteArrayList<>();

    /** What the runner saw. */
    public static List<String> seenByRunner(ApplicationContext context) {
        return context.getBean(RegisteredApplication.class).seen;
    }

    @Bean
    ApplicationRunner runner(Environment environment, RegistrationLifecycle registration) {
        return arguments -> {
            String port = environment.getProperty("local.server.port");
            if (port != null && registration.view() != null) {
                try (var answer = URI.create("http://127.0.0.1:" + port + "/hello")
                        .toURL()
                        .openStream()) {
                    seen.add(new String(answer.readAllBytes()) + " "
                            + registration.view().state());
                }
            }
        };
    }

    /** Starts after the registration, of the same phase, and cannot. */
    @Bean
    @DependsOn("meshRegistration")
    @ConditionalOnProperty("fails-late")
    SmartLifecycle failsLate(RegistrationLifecycle registration) {
        return new SmartLifecycle() {
            @Override
            public void start() {
                while (registration.view().state().equals("registering")) {
                    Thread.onSpinWait(); // until it has an entry to leave
                }
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void stop() {}

            @Override
            public boolean isRunning() {
                return false;
            }
        };
    }

    @RestController
    static class Controller {

        @GetMapping("/hello")
        String hello() {
            return "hello";
        }
    }
}

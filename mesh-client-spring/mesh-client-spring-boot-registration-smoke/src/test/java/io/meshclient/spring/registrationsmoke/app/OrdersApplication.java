package io.meshclient.spring.registrationsmoke.app;

import io.meshclient.spring.registrationsmoke.ChildProcess;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A service that registers itself. */
@SpringBootApplication
public class OrdersApplication {

    /** In a process of its own. */
    public static void main(String[] args) {
        ChildProcess.endWithParent();
        SpringApplication.run(OrdersApplication.class, args);
    }

    /** Answers at once, late, or on a thread of the application's task executor. */
    @RestController
    static class Controller {

        private final CountDownLatch never = new CountDownLatch(1);

        @GetMapping("/hello")
        String hello() {
            return "hello";
        }

        @GetMapping("/late/{millis}")
        String late(@PathVariable long millis) throws InterruptedException {
            never.await(millis, TimeUnit.MILLISECONDS);
            return "late";
        }

        @GetMapping("/task")
        Callable<String> task() {
            return () -> Thread.currentThread().getName();
        }
    }
}

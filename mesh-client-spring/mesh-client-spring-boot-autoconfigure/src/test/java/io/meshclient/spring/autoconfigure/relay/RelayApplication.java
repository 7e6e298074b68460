package io.meshclient.spring.autoconfigure.relay;

import io.meshclient.spring.MeshClient;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** One of a chain of services: works a while, and asks the next. */
@SpringBootApplication
public class RelayApplication {

    /** What it serves. */
    @RestController
    public static class Relay {

        /** Requests that came. */
        public final AtomicInteger served = new AtomicInteger();

        private final RestClient next;
        private final long workNanos;

        Relay(@MeshClient("next") RestClient next, @Value("${relay.work-millis:0}") long workMillis) {
            this.next = next;
            this.workNanos = workMillis * 1_000_000;
        }

        @GetMapping("/relay")
        String relay() {
            served.incrementAndGet();
            long end = System.nanoTime() + workNanos;
            for (long left = workNanos; left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            return next.get().uri("/relay").retrieve().body(String.class);
        }
    }
}

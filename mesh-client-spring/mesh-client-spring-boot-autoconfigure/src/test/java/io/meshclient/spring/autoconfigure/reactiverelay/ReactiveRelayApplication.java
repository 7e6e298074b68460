package io.meshclient.spring.autoconfigure.reactiverelay;

import io.meshclient.spring.MeshClient;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.service.annotation.GetExchange;
import reactor.core.publisher.Mono;

/** One of a chain of services, without a thread for each request: asks the next. */
@SpringBootApplication
public class ReactiveRelayApplication {

    /** The next service. */
    @MeshClient("next")
    public interface Next {
        @GetExchange("/relay")
        Mono<String> relay();
    }

    /** What it serves. */
    @RestController
    public static class Relay {

        private final Next next;

        Relay(Next next) {
            this.next = next;
        }

        @GetMapping("/relay")
        Mono<String> relay() {
            return next.relay();
        }
    }
}

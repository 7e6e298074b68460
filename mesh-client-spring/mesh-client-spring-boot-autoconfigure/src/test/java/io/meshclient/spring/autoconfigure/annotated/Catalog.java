package io.meshclient.spring.autoconfigure.annotated;

import io.meshclient.spring.MeshCall;
import io.meshclient.spring.MeshClient;
import org.springframework.web.service.annotation.GetExchange;
import reactor.core.publisher.Mono;

@MeshClient("catalog")
public interface Catalog {

    @GetExchange("/items")
    Mono<String> plain();

    @GetExchange("/items")
    @MeshCall(maxRetries = 1)
    Mono<String> once();
}

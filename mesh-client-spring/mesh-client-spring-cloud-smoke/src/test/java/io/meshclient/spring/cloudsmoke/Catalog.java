package io.meshclient.spring.cloudsmoke;

import io.meshclient.spring.MeshClient;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;
import reactor.core.publisher.Mono;

/** Reactive, and so a group of WebClient's, which Spring Cloud takes by other means. */
@MeshClient("catalog")
interface Catalog {

    @GetExchange("/items/{id}")
    Mono<Item> item(@PathVariable String id);
}

package io.meshclient.spring.reactivesmoke;

import io.meshclient.spring.MeshClient;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import reactor.core.publisher.Mono;

@MeshClient("catalog")
interface Catalog {

    @GetExchange("/items/{id}")
    Mono<String> item(@PathVariable String id);

    @PostExchange("/items")
    Mono<String> add(@RequestBody String item);
}

package io.meshclient.spring.autoconfigure.reactive;

import io.meshclient.policy.CallOptions;
import io.meshclient.spring.MeshClient;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@MeshClient("catalog")
public interface Catalog {

    @GetExchange("/items/{id}")
    Mono<Item> item(@PathVariable String id);

    /** A blocking method beside reactive ones. */
    @GetExchange("/items/{id}")
    Item itemNow(@PathVariable String id);

    @GetExchange("/cookies")
    Mono<String> withCookie(@CookieValue String taste);

    @GetExchange(url = "/events", accept = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<String>> events();

    @GetExchange("/bytes")
    Flux<DataBuffer> bytes();

    @PostExchange("/items")
    Mono<Item> add(@RequestBody Item item, @RequestAttribute(required = false) CallOptions options);

    @PostExchange(url = "/import", contentType = MediaType.APPLICATION_NDJSON_VALUE)
    Mono<Item> addAll(@RequestBody Flux<Item> items, @RequestAttribute(required = false) CallOptions options);

    record Item(String id, String servedBy) {}
}

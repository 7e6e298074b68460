package io.meshclient.spring.smoke;

import io.meshclient.spring.MeshCall;
import io.meshclient.spring.MeshClient;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

@MeshClient("orders")
interface Orders {

    @GetExchange("/items/{id}")
    Item item(@PathVariable String id);

    @GetExchange("/items/{id}")
    @MeshCall(maxRetries = 0)
    Item itemAtOnce(@PathVariable String id);

    @PostExchange("/items")
    Item add(@RequestBody Item item);

    record Item(String id, String servedBy) {}
}

package io.meshclient.spring.cloudsmoke;

import io.meshclient.spring.MeshClient;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

@MeshClient("orders")
interface Orders {

    @GetExchange("/items/{id}")
    Item item(@PathVariable String id);
}

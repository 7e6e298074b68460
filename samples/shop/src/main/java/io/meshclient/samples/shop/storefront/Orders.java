package io.meshclient.samples.shop.storefront;

import io.meshclient.samples.shop.Item;
import io.meshclient.spring.MeshClient;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

/** The orders service, as the application sees it. */
@MeshClient("orders")
interface Orders {
    @GetExchange("/items/{id}")
    Item item(@PathVariable long id);
}

package io.meshclient.samples.shop.storefront;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A page that needs both services. */
@RestController
final class PageController {
    private final Orders orders;
    private final Inventory inventory;

    PageController(Orders orders, Inventory inventory) {
        this.orders = orders;
        this.inventory = inventory;
    }

    @GetMapping("/items/{id}")
    Page item(@PathVariable long id) {
        return new Page(orders.item(id), inventory.item(id));
    }
}

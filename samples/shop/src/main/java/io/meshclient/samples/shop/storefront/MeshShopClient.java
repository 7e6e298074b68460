package io.meshclient.samples.shop.storefront;

import io.meshclient.samples.shop.Item;
import io.meshclient.samples.shop.Service;
import io.meshclient.samples.shop.load.Answer;
import io.meshclient.samples.shop.load.ShopClient;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientResponseException;

/** The load's calls, made by the two mesh clients. */
@Component
final class MeshShopClient implements ShopClient {
    private static final int OK = 200;

    private final Orders orders;
    private final Inventory inventory;

    MeshShopClient(Orders orders, Inventory inventory) {
        this.orders = orders;
        this.inventory = inventory;
    }

    @Override
    public Answer call(Service service, long id) {
        try {
            Item item = switch (service) {
                case ORDERS -> orders.item(id);
                case INVENTORY -> inventory.item(id);
            };
            return new Answer(OK, item);
        } catch (RestClientResponseException e) {
            return new Answer(e.getStatusCode().value(), null);
        }
    }
}

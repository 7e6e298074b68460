package io.meshclient.samples.shop.plain;

import io.meshclient.samples.shop.Item;
import io.meshclient.samples.shop.Service;
import io.meshclient.samples.shop.load.Answer;
import io.meshclient.samples.shop.load.ShopClient;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import tools.jackson.databind.json.JsonMapper;

/** What many teams have today: an OkHttp client and lists of addresses that are used in turn. */
final class PlainClient implements ShopClient {
    private final OkHttpClient http;
    private final RoundRobin orders;
    private final RoundRobin inventory;
    private final JsonMapper json = new JsonMapper();

    PlainClient(OkHttpClient http, RoundRobin orders, RoundRobin inventory) {
        this.http = http;
        this.orders = orders;
        this.inventory = inventory;
    }

    @Override
    public Answer call(Service service, long id) throws IOException {
        RoundRobin addresses = switch (service) {
            case ORDERS -> orders;
            case INVENTORY -> inventory;
        };
        String url = "http://" + addresses.next() + "/items/" + id;
        try (Response response =
                http.newCall(new Request.Builder().url(url).build()).execute()) {
            Item item = response.isSuccessful() ? json.readValue(response.body().bytes(), Item.class) : null;
            return new Answer(response.code(), item);
        }
    }
}

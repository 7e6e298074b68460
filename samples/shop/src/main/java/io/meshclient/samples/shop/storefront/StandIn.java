package io.meshclient.samples.shop.storefront;

import io.meshclient.Mesh;
import io.meshclient.micrometer.MicrometerMeshObserver;
import io.meshclient.samples.shop.Item;
import io.meshclient.samples.shop.load.Sent;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpServerErrorException;
import tools.jackson.databind.json.JsonMapper;

/** The two clients by hand, until the starter makes them. */
@Configuration(proxyBeanMethods = false)
class StandIn {
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);

    @Bean
    Mesh mesh(
            @Value("${shop.orders}") String orders,
            @Value("${shop.inventory}") String inventory,
            MeterRegistry registry) {
        return Mesh.builder()
                .service(
                        "orders",
                        service -> service.endpoints(orders.split(",", -1)).callTimeout(CALL_TIMEOUT))
                .service(
                        "inventory",
                        service -> service.endpoints(inventory.split(",", -1)).callTimeout(CALL_TIMEOUT))
                .observer(new MicrometerMeshObserver(registry))
                .build();
    }

    @Bean
    OkHttpClient client(Mesh mesh, Sent sent) {
        return mesh.wrap(new OkHttpClient.Builder()
                .readTimeout(CALL_TIMEOUT)
                .addNetworkInterceptor(sent)
                .build());
    }

    @Bean
    Orders orders(OkHttpClient client, JsonMapper json) {
        return id -> get(client, json, "http://orders/items/" + id);
    }

    @Bean
    Inventory inventory(OkHttpClient client, JsonMapper json) {
        return id -> get(client, json, "http://inventory/items/" + id);
    }

    private static Item get(OkHttpClient client, JsonMapper json, String url) {
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            if (!response.isSuccessful()) {
                throw HttpServerErrorException.create(
                        HttpStatus.valueOf(response.code()),
                        Mesh.reportOf(response) + "",
                        org.springframework.http.HttpHeaders.EMPTY,
                        new byte[0],
                        null);
            }
            return json.readValue(response.body().bytes(), Item.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

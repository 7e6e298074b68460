package io.meshclient.samples.shop.storefront;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

@Configuration
class StandIn {
    @Bean
    Orders orders(@Value("${shop.orders}") String e) {
        return make(Orders.class, e);
    }

    @Bean
    Inventory inventory(@Value("${shop.inventory}") String e) {
        return make(Inventory.class, e);
    }

    <T> T make(Class<T> t, String e) {
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(RestClient.builder()
                        .baseUrl("http://" + e.split(",")[1])
                        .build()))
                .build()
                .createClient(t);
    }
}

package io.meshclient.spring.cloudsmoke;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

/** No mesh client: Spring Cloud's load balancer and circuit breaker are what it has. */
interface Stock {

    @GetExchange("/stock/{id}")
    Item item(@PathVariable String id);
}

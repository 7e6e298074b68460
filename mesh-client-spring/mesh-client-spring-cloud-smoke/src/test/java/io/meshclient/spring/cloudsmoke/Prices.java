package io.meshclient.spring.cloudsmoke;

import io.meshclient.spring.MeshClient;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

/** A mesh client for which the application has a fallback of Spring Cloud's. */
@MeshClient("prices")
public interface Prices {

    @GetExchange("/prices/{id}")
    String price(@PathVariable String id);
}

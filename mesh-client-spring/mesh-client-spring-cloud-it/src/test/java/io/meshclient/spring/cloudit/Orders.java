package io.meshclient.spring.cloudit;

import io.meshclient.spring.MeshClient;
import org.springframework.web.service.annotation.GetExchange;

@MeshClient("orders")
interface Orders {

    @GetExchange("/items/7")
    String item();
}

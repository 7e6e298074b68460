package io.meshclient.spring.cloudsmoke;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.client.circuitbreaker.httpservice.HttpServiceFallback;
import org.springframework.web.service.registry.ImportHttpServices;

@SpringBootApplication
@ImportHttpServices(group = "stock", types = Stock.class)
@HttpServiceFallback(value = PricesFallback.class, group = "prices")
public class CloudApplication {}

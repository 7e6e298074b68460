package io.meshclient.benchmarks.endtoend.contender.spring;

import io.meshclient.spring.MeshClient;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

/** What a user writes. Bytes, because the other contenders read no JSON either. */
@MeshClient("bench")
public interface Items {
    @GetExchange("/items/{id}")
    ResponseEntity<byte[]> item(@PathVariable String id);
}

package io.meshclient.spring.autoconfigure.annotated;

import io.meshclient.spring.MeshCall;
import org.springframework.web.service.annotation.GetExchange;

/** What clients inherit. */
public interface Listed {

    @GetExchange("/list")
    @MeshCall(callTimeout = "7s")
    String list();
}

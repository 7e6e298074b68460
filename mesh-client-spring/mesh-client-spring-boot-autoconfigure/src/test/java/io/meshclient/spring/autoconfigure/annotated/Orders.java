package io.meshclient.spring.autoconfigure.annotated;

import io.meshclient.policy.CallOptions;
import io.meshclient.policy.CallPriority;
import io.meshclient.policy.RetryOn;
import io.meshclient.spring.MeshCall;
import io.meshclient.spring.MeshClient;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

@MeshClient("orders")
@MeshCall(maxRetries = 1)
public interface Orders extends Listed {

    @GetExchange("/items")
    String asItsInterface();

    @GetExchange("/items")
    @MeshCall(maxRetries = 2)
    String twice();

    @GetExchange("/items")
    @MeshCall(maxRetries = 2)
    String unless(
            @RequestAttribute(required = false) CallOptions options,
            @RequestHeader(name = "x-envoy-max-retries", required = false) Integer retries);

    @PostExchange("/items")
    String add();

    @PostExchange("/items")
    @MeshCall(idempotent = true)
    String put();

    @GetExchange("/slow")
    @MeshCall(callTimeout = "${orders.patience:5s}", maxRetries = 0)
    String patient();

    @GetExchange("/slow")
    @MeshCall(hedgeDelay = "100ms")
    String hedged();

    @GetExchange("/items")
    @MeshCall(
            callTimeout = "PT3S",
            perTryTimeout = "0",
            retryOn = {RetryOn.RESET, RetryOn.CONNECT_FAILURE},
            retriableStatusCodes = {418, 425},
            idempotencyKey = true,
            hedge = false,
            priority = CallPriority.CRITICAL)
    String all();

    @GetExchange("/items")
    @Background
    String composed();

    /** A word of the application's own. */
    @Retention(RetentionPolicy.RUNTIME)
    @MeshCall(priority = CallPriority.SHEDDABLE, maxRetries = 0)
    @interface Background {}
}

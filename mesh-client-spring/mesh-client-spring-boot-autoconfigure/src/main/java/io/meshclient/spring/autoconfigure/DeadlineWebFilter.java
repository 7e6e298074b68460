package io.meshclient.spring.autoconfigure;

import io.meshclient.time.Deadline;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Puts the deadline that a request names into Reactor's context, where mesh clients with reactive types find it. */
final class DeadlineWebFilter implements WebFilter, Ordered {

    private final InboundDeadlines inbound;

    DeadlineWebFilter(InboundDeadlines inbound) {
        this.inbound = inbound;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        Deadline deadline = inbound.named(headers::getFirst);
        Mono<Void> served = chain.filter(exchange);
        return deadline == null
                ? served
                : served.contextWrite(context -> context.put(InboundDeadlines.CONTEXT_KEY, deadline));
    }

    /** Before all filters that may call others, Spring Security's among them. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 10;
    }
}

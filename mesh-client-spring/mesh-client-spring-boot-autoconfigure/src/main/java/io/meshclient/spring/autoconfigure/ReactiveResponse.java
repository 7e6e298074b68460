package io.meshclient.spring.autoconfigure;

import java.util.concurrent.Executor;
import okhttp3.Call;
import okhttp3.Response;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.client.reactive.AbstractClientHttpResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;

/** An OkHttp response as WebClient sees it. Reading its body to the end, or cancelling it, gives the call's place back. */
final class ReactiveResponse extends AbstractClientHttpResponse {

    ReactiveResponse(Call call, Response response, Executor reading) {
        super(HttpStatusCode.valueOf(response.code()), headers(response), cookies(response), Flux.from((Publisher<
                        DataBuffer>)
                subscriber -> subscriber.onSubscribe(new ReactiveBody(call, response, reading, subscriber))));
    }

    private static HttpHeaders headers(Response response) {
        HttpHeaders headers = new HttpHeaders();
        response.headers().forEach(header -> headers.add(header.getFirst(), header.getSecond()));
        return HttpHeaders.readOnlyHttpHeaders(headers);
    }

    private static MultiValueMap<String, ResponseCookie> cookies(Response response) {
        MultiValueMap<String, ResponseCookie> cookies = new LinkedMultiValueMap<>();
        for (String header : response.headers("Set-Cookie")) {
            try {
                java.net.HttpCookie.parse(header).forEach(cookie -> cookies.add(cookie.getName(), convert(cookie)));
            } catch (IllegalArgumentException e) {
                continue; // As a browser does; the header itself can still be read.
            }
        }
        return cookies;
    }

    private static ResponseCookie convert(java.net.HttpCookie cookie) {
        return ResponseCookie.from(cookie.getName(), cookie.getValue())
                .maxAge(cookie.getMaxAge())
                .domain(cookie.getDomain())
                .path(cookie.getPath())
                .secure(cookie.getSecure())
                .httpOnly(cookie.isHttpOnly())
                .build();
    }
}

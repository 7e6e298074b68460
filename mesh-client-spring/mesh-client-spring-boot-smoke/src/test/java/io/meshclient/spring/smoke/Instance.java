package io.meshclient.spring.smoke;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;

/** A real server of one service that answers with its own address. */
final class Instance implements AutoCloseable {

    private final MockWebServer server = new MockWebServer();
    volatile int status = 200;

    Instance() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String item = "{\"id\":\"" + request.getTarget() + "\",\"servedBy\":\"" + key() + "\"}";
                return new MockResponse(status, Headers.of(Map.of("Content-Type", "application/json")), item);
            }
        });
        try {
            server.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String key() {
        return "127.0.0.1:" + server.getPort();
    }

    int calls() {
        return server.getRequestCount();
    }

    @Override
    public void close() {
        server.close();
    }
}

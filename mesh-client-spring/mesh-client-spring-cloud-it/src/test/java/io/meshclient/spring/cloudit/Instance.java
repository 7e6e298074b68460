package io.meshclient.spring.cloudit;

import java.io.IOException;
import java.net.InetAddress;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A running instance, which answers with its own address. */
final class Instance implements AutoCloseable {

    private final MockWebServer server = new MockWebServer();

    Instance() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder().body(key()).build();
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    int port() {
        return server.getPort();
    }

    String key() {
        return "127.0.0.1:" + port();
    }

    int calls() {
        return server.getRequestCount();
    }

    @Override
    public void close() {
        server.close();
    }
}

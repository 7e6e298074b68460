package io.meshclient.spring.cloud;

import io.meshclient.discovery.Listener;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what it hears: keys of endpoints, or "failure: …". */
final class Recorder implements Listener {

    final List<String> heard = new CopyOnWriteArrayList<>();

    @Override
    public void onEndpoints(EndpointSet set) {
        heard.add(set.endpoints().stream().map(Endpoint::key).toList().toString());
    }

    @Override
    public void onFailure(Throwable failure) {
        heard.add("failure: " + failure.getMessage());
    }
}

package io.meshclient.benchmarks.micro.discovery;

import io.meshclient.discovery.Listener;
import io.meshclient.endpoint.EndpointSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a discovery's first answer. */
final class Answered implements Listener {
    private static final int SECONDS = 60;

    private final CompletableFuture<EndpointSet> first = new CompletableFuture<>();

    @Override
    public void onEndpoints(EndpointSet set) {
        first.complete(set);
    }

    @Override
    public void onFailure(Throwable failure) {
        first.completeExceptionally(failure);
    }

    EndpointSet await() throws InterruptedException, ExecutionException, TimeoutException {
        return first.get(SECONDS, TimeUnit.SECONDS);
    }
}

package io.meshclient.benchmarks.endtoend.contender;

import io.meshclient.benchmarks.endtoend.stand.HostPort;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** OkHttp as it is, calling its targets in turn: the three backends, or the one sidecar. */
final class PlainContender implements Contender {
    private final OkHttpClient client = Clients.base();
    private final AtomicInteger turn = new AtomicInteger();
    private final List<HttpUrl> urls;

    PlainContender(List<HostPort> targets) {
        urls = targets.stream().map(target -> Clients.url(target.toString())).toList();
    }

    @Override
    public void call() throws IOException {
        Clients.call(client, urls.get(Math.floorMod(turn.getAndIncrement(), urls.size())));
    }

    @Override
    public PolicyCounts counts() {
        return PolicyCounts.NONE;
    }

    @Override
    public void close() {
        Clients.close(client);
    }
}

package io.meshclient.discovery.dns;

import io.meshclient.discovery.dns.Answer.Kind;
import io.meshclient.discovery.testkit.DiscoveryHerdContract;
import io.meshclient.discovery.testkit.Heard;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.time.MeshRuntime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.xbill.DNS.Name;

/** A thousand clients whose name servers are gone at the same moment. */
final class DnsHerdTest extends DiscoveryHerdContract {

    private static final TtlBounds BOUNDS =
            new TtlBounds(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(10));
    private static final Found FOUND = new Found(Kind.FOUND, EndpointSet.EMPTY, 30, List.of(Name.root));

    @Override
    protected void begin(MeshRuntime runtime, BooleanSupplier asks) {
        new DnsWatch(
                        runtime,
                        BOUNDS,
                        new Heard(),
                        () -> asks.getAsBoolean()
                                ? CompletableFuture.completedFuture(FOUND)
                                : CompletableFuture.failedFuture(new IOException("away")),
                        () -> {})
                .begin();
    }
}

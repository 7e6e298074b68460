package io.meshclient.benchmarks.endtoend.contender;

import io.meshclient.benchmarks.endtoend.contender.spring.CallingApplication;
import io.meshclient.benchmarks.endtoend.contender.spring.Items;
import io.meshclient.benchmarks.endtoend.stand.HostPort;
import io.meshclient.benchmarks.endtoend.stand.Payload;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.ResponseEntity;

/** The mesh client behind a {@code @MeshClient} interface; whatever Boot adds to a call is in it. */
final class SpringContender implements Contender {
    private static final String PROPERTIES = "--mesh.client.services." + MeshContender.SERVICE + ".";

    private final PolicyCounter counter = new PolicyCounter();
    private final OkHttpClient base = Clients.base();
    private final ConfigurableApplicationContext application;
    private final Items items;

    SpringContender(List<HostPort> targets) {
        String endpoints = targets.stream().map(HostPort::toString).collect(Collectors.joining(","));
        application = CallingApplication.start(
                List.of(base, counter.registry(), counter),
                PROPERTIES + "endpoints=" + endpoints,
                PROPERTIES + "retry.max-retries=" + MeshContender.RETRIES);
        items = application.getBean(Items.class);
    }

    @Override
    public void call() throws IOException {
        ResponseEntity<byte[]> response = items.item(Payload.ITEM);
        byte[] body = response.getBody();
        Clients.check(response.getStatusCode().value(), body == null ? 0 : body.length);
    }

    @Override
    public PolicyCounts counts() {
        return counter.counts();
    }

    @Override
    public void close() {
        application.close();
        Clients.close(base);
    }
}

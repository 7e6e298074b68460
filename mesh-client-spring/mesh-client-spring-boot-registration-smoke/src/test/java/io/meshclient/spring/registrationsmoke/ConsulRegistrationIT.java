package io.meshclient.spring.registrationsmoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.consul.ConsulDiscovery;
import io.meshclient.discovery.testkit.NeedsProgram;
import io.meshclient.discovery.testkit.Programs;
import io.meshclient.spring.registrationsmoke.app.OrdersApplication;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Over a real agent of Consul, which keeps nothing on disk. */
@NeedsProgram("consul")
class ConsulRegistrationIT extends RegistrationScenarios {

    private final List<Integer> ports =
            IntStream.range(0, 4).mapToObj(i -> ChildProcess.freePort()).toList();
    private ChildProcess consul;

    @Override
    void startRegistry() {
        List<String> command = new ArrayList<>();
        command.add(Programs.find("consul").orElseThrow().toString());
        command.addAll(List.of("agent", "-dev", "-node=test", "-bind=127.0.0.1", "-client=127.0.0.1"));
        command.addAll(List.of("-http-port=" + ports.get(0), "-server-port=" + ports.get(1)));
        command.addAll(List.of("-serf-lan-port=" + ports.get(2), "-serf-wan-port=" + ports.get(3)));
        command.addAll(List.of("-grpc-port=-1", "-dns-port=-1", "-log-level=warn"));
        command.add("-hcl=disable_update_check = true");
        consul = ChildProcess.ofBinary("consul", command);
        until("Consul")
                .until(() -> Rest.get(url() + "/v1/catalog/service/consul?consistent")
                        .contains("\"test\""));
    }

    @Override
    void stopRegistry() {
        consul.close();
    }

    @Override
    void restartEmpty() {
        consul.kill();
        startRegistry();
    }

    @Override
    void forget(String instanceId) {
        Rest.require("PUT", url() + "/v1/agent/service/deregister/" + instanceId);
    }

    @Override
    boolean registryHas(String instanceId) {
        return Rest.get(url() + "/v1/agent/services").contains("\"" + instanceId + "\"");
    }

    private String url() {
        return "http://127.0.0.1:" + ports.get(0);
    }

    @Override
    List<String> properties() {
        return List.of("--mesh.client.registration.registry=consul", "--mesh.client.discovery.consul.url=" + url());
    }

    @Override
    Discovery discovery(MeshRuntime runtime) {
        return ConsulDiscovery.of(Map.of("url", url()), runtime);
    }

    /** A minute is the shortest that Consul takes, and it looks each half minute. */
    @Test
    void whoIsKilledTurnsCriticalByTtlAndIsRemovedLater() {
        ChildProcess application = ChildProcess.ofClass(
                OrdersApplication.class, arguments("--mesh.client.registration.deregister-critical-after=1m"));
        until("it is seen, or ended: " + application.log()).until(() -> nowSeen() != null || !application.isAlive());
        application.kill();

        until("it is critical").until(() -> nowSeen() == null);
        assertThat(Rest.get(url() + "/v1/health/service/orders")).contains("\"critical\"");
        await("it is removed")
                .atMost(Duration.ofSeconds(120))
                .until(() ->
                        Rest.get(url() + "/v1/health/service/orders").strip().equals("200 []"));
    }
}

package io.meshclient.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.endpoint.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TextParseException;

final class SrvRecordsTest {

    @Test
    void prioritiesBecomeRanks() {
        List<Endpoint> endpoints = endpoints(srv(65_535, 1), srv(10, 1), srv(0, 1), srv(10, 1));

        assertThat(endpoints).extracting(Endpoint::priority).containsExactly(2, 1, 0, 1);
    }

    @Test
    void prioritiesBeyondTheLastShareIt() {
        SRVRecord[] records = new SRVRecord[200];
        for (int i = 0; i < records.length; i++) {
            records[i] = srv(i * 300, 1);
        }

        List<Endpoint> endpoints = endpoints(records);

        assertThat(endpoints.get(126).priority()).isEqualTo(126);
        assertThat(endpoints.subList(127, 200)).extracting(Endpoint::priority).containsOnly(127);
    }

    @Test
    void weightsStayWhatTheyAre() {
        assertThat(endpoints(srv(0, 1), srv(0, 3), srv(0, 65_535)))
                .extracting(Endpoint::weight)
                .containsExactly(1, 3, 65_535);
    }

    @Test
    void weightZeroIsASmallChanceBesideOthers() {
        assertThat(endpoints(srv(0, 0), srv(0, 1), srv(0, 2)))
                .extracting(Endpoint::weight)
                .containsExactly(1, 100, 200);
        assertThat(endpoints(srv(0, 0), srv(0, 30_000)))
                .extracting(Endpoint::weight)
                .containsExactly(1, 60_000);
        assertThat(endpoints(srv(0, 0), srv(0, 65_535)))
                .extracting(Endpoint::weight)
                .containsExactly(1, 65_535);
    }

    @Test
    void weightZeroEverywhereIsAnEqualChance() {
        assertThat(endpoints(srv(0, 0), srv(0, 0), srv(1, 5)))
                .extracting(Endpoint::weight)
                .containsExactly(1, 1, 5);
    }

    @Test
    void theTargetIsKeptForViews() {
        assertThat(endpoints(srv(0, 1)).get(0).metadata()).isEqualTo(Map.of("srv-target", "host0.test"));
    }

    @Test
    void portZeroIsNoEndpoint() throws TextParseException {
        SRVRecord nowhere = new SRVRecord(name("orders.test."), DClass.IN, 1, 0, 1, 0, name("host9.test."));

        assertThat(endpoints(nowhere)).isEmpty();
    }

    private int hosts;

    private SRVRecord srv(int priority, int weight) {
        return new SRVRecord(
                name("orders.test."), DClass.IN, 1, priority, weight, 8080, name("host" + hosts++ + ".test."));
    }

    private static List<Endpoint> endpoints(SRVRecord... records) {
        List<InetAddress> given = new ArrayList<>();
        return SrvRecords.endpoints(List.of(records), host -> {
            given.add(address(given.size()));
            return List.of(given.get(given.size() - 1));
        });
    }

    private static InetAddress address(int i) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, (byte) (i / 256), (byte) i});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text);
        } catch (TextParseException e) {
            throw new IllegalStateException(e);
        }
    }
}

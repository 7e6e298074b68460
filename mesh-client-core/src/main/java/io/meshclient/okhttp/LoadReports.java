package io.meshclient.okhttp;

import io.meshclient.stats.LoadReport;
import java.util.HashMap;
import java.util.Map;
import okhttp3.Headers;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * What a response says of its server's load: the header {@code endpoint-load-metrics} of ORCA, and for servers that
 * know nothing of ORCA the two plain headers {@code x-mesh-in-flight} and {@code x-mesh-latency-ms}. Never throws.
 */
final class LoadReports {

    private static final String ORCA = "endpoint-load-metrics";
    private static final String IN_FLIGHT = "x-mesh-in-flight";
    private static final String LATENCY = "x-mesh-latency-ms";

    private LoadReports() {}

    static @Nullable LoadReport of(@Nullable Response response) {
        if (response == null) {
            return null;
        }
        Headers headers = response.headers();
        String orca = headers.get(ORCA);
        LoadReport report = orca == null ? null : LoadReport.parse(orca);
        String calls = headers.get(IN_FLIGHT);
        return calls == null ? report : joined(report, calls, headers.get(LATENCY));
    }

    private static @Nullable LoadReport joined(@Nullable LoadReport report, String calls, @Nullable String latency) {
        String plain = LoadReport.IN_FLIGHT + "=" + calls + "," + LoadReport.LATENCY + "=" + latency;
        LoadReport own = LoadReport.parse(plain);
        if (own == null || report == null) {
            return own == null ? report : own;
        }
        Map<String, Double> all = new HashMap<>(report.metrics());
        all.putAll(own.metrics());
        return new LoadReport(all);
    }
}

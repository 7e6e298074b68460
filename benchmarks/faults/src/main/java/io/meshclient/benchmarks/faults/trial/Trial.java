package io.meshclient.benchmarks.faults.trial;

import io.meshclient.policy.ServiceConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;

/**
 * One run of one fault.
 *
 * @param isQuick short, to see that every promise is kept; else as long as the numbers to quote need
 * @param logs a folder for the output of processes
 */
public record Trial(boolean isQuick, Path logs) {

    /** How many, in the long form and in the short one. */
    public int count(int full, int quick) {
        return isQuick ? quick : full;
    }

    /** How long, in the long form and in the short one. */
    public Duration time(Duration full, Duration quick) {
        return isQuick ? quick : full;
    }

    /** A fresh mesh around a plain client, with the defaults. */
    public Stand stand(List<String> endpoints) {
        return stand(new OkHttpClient(), endpoints, orders -> {});
    }

    /** A fresh mesh around any client, with settings. */
    public Stand stand(OkHttpClient plain, List<String> endpoints, Consumer<ServiceConfig.Builder> edit) {
        return Stand.of(plain, endpoints, edit);
    }

    /** Begins to look for leaks: what is there now is nobody's fault. */
    public LeakProbe leakProbe() throws IOException {
        return new LeakProbe();
    }
}

package io.meshclient.samples.shop.plain;

import io.meshclient.samples.shop.load.Meters;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import okhttp3.Call;
import okhttp3.EventListener;

/** Counts what OkHttp itself sends again; it never puts an instance aside. */
final class PlainMeters extends EventListener implements Meters {
    private final LongAdder retries = new LongAdder();

    @Override
    public void retryDecision(Call call, IOException exception, boolean retry) {
        if (retry) {
            retries.increment();
        }
    }

    @Override
    public long retries() {
        return retries.sum();
    }

    @Override
    public long ejections() {
        return 0;
    }

    @Override
    public long holdOffs() {
        return 0;
    }
}

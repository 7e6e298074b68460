package io.meshclient.samples.shop.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.samples.shop.Item;
import io.meshclient.samples.shop.Service;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class LoadGeneratorTest {
    private static final long[] THREE_AT_ONCE = {0, 0, 0};

    @Test
    void aCallThatHangsHoldsUpNoOther() throws InterruptedException {
        CountDownLatch others = new CountDownLatch(2);
        List<Call> calls = run(THREE_AT_ONCE, (service, id) -> {
            if (id == 0) {
                assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();
            }
            others.countDown();
            return right(service, id);
        });

        assertThat(calls).extracting(Call::fate).containsOnly(Fate.ANSWERED);
    }

    @Test
    void aFailedCallIsLostAndNotRepeated() throws InterruptedException {
        AtomicInteger made = new AtomicInteger();
        List<Call> calls = run(THREE_AT_ONCE, (service, id) -> {
            made.incrementAndGet();
            throw new IOException("no", new IOException("because"));
        });

        assertThat(made).hasValue(3);
        assertThat(calls).extracting(Call::fate).containsOnly(Fate.EXCEPTION);
        assertThat(calls.get(0).detail()).contains("no").contains("because");
    }

    @Test
    void latencyCountsFromTheTimeAtWhichTheCallWasDue() throws InterruptedException {
        long begunLate = TimeUnit.MILLISECONDS.toNanos(300);
        List<Call> calls =
                new LoadGenerator(new long[] {0}, LoadGeneratorTest::right).run(System.nanoTime() - begunLate);

        assertThat(calls.get(0).latencyMicros()).isGreaterThanOrEqualTo(300_000);
    }

    @Test
    @Timeout(30)
    void nothingIsCalledAfterItsEndAndWhatIsUnderWayCounts() throws InterruptedException {
        long inAnHour = TimeUnit.HOURS.toNanos(1);
        long[] due = {0, TimeUnit.MILLISECONDS.toNanos(200), inAnHour};
        AtomicReference<LoadGenerator> generator = new AtomicReference<>();
        generator.set(new LoadGenerator(due, (service, id) -> {
            generator.get().end();
            return right(service, id);
        }));
        List<Call> calls = generator.get().run(System.nanoTime());

        assertThat(calls).extracting(Call::sequence).startsWith(0).doesNotContain(2);
        assertThat(calls).extracting(Call::fate).containsOnly(Fate.ANSWERED);
    }

    private static List<Call> run(long[] due, ShopClient client) throws InterruptedException {
        return new LoadGenerator(due, client).run(System.nanoTime());
    }

    private static Answer right(Service service, long id) {
        return new Answer(200, new Item(service.host(), id, service.host() + "-1"));
    }
}

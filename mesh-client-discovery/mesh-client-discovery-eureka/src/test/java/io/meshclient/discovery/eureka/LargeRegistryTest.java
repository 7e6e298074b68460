package io.meshclient.discovery.eureka;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Ten thousand instances: what reading and telling them costs is printed. */
class LargeRegistryTest {

    private static final int INSTANCES = 10_000;
    private static final int ROUNDS = 10;

    @Test
    void tenThousandInstancesAreRead() throws IOException {
        String[] instances = new String[INSTANCES];
        for (int i = 0; i < INSTANCES; i++) {
            instances[i] = Texts.instance(
                    "ORDERS", "10.1." + i / 250 + "." + i % 250, 8080, "UP", "ADDED", "{\"zone\":\"z" + i % 3 + "\"}");
        }
        byte[] whole = Texts.registry("UP_" + INSTANCES + "_", Texts.application("ORDERS", instances))
                .getBytes(StandardCharsets.UTF_8);
        byte[] difference = Texts.registry("UP_" + INSTANCES + "_", Texts.application("ORDERS", instances[0]))
                .getBytes(StandardCharsets.UTF_8);
        AnswerReader reader = new AnswerReader(Texts.USUAL);
        Watch watch = new Watch(Target.of("orders"), new Recorder());
        Registry registry =
                Registry.of(reader.read(new ByteArrayInputStream(whole)).changes());
        watch.tell(registry);
        String line = "";
        for (int round = 0; round < ROUNDS; round++) {
            Cost ofWhole = Cost.of(() -> watch.tell(
                    Registry.of(reader.read(new ByteArrayInputStream(whole)).changes())));
            Registry known = registry;
            Cost ofDifference = Cost.of(() -> {
                Registry next = known.with(
                        reader.read(new ByteArrayInputStream(difference)).changes());
                assertThat(next.hash()).isEqualTo("UP_" + INSTANCES + "_");
                watch.tell(next);
            });
            line = "%,d instances, %.1f MB of JSON: the whole %s; a difference %s"
                    .formatted(INSTANCES, whole.length / 1e6, ofWhole, ofDifference);
        }
        System.out.println(line + "; " + retained(whole, reader));
        assertThat(registry.size()).isEqualTo(INSTANCES);
    }

    /** By the garbage collector's word, which is rough. */
    private static String retained(byte[] whole, AnswerReader reader) throws IOException {
        long before = used();
        Registry kept = Registry.of(reader.read(new ByteArrayInputStream(whole)).changes());
        long after = used();
        assertThat(kept.size()).isEqualTo(INSTANCES);
        return "%.1f MB kept".formatted((after - before) / 1e6);
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private record Cost(double millis, double megabytes) {

        interface Work {
            void run() throws IOException;
        }

        static Cost of(Work work) throws IOException {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long bytes = threads.getCurrentThreadAllocatedBytes();
            long begin = System.nanoTime();
            work.run();
            long nanos = System.nanoTime() - begin;
            return new Cost(nanos / 1e6, (threads.getCurrentThreadAllocatedBytes() - bytes) / 1e6);
        }

        @Override
        public String toString() {
            return "%.1f ms and %.1f MB allocated".formatted(millis, megabytes);
        }
    }
}

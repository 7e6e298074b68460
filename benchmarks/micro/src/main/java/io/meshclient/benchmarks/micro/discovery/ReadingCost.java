package io.meshclient.benchmarks.micro.discovery;

import io.meshclient.discovery.Discovery;
import io.meshclient.time.MeshRuntime;
import java.util.ArrayList;
import java.util.List;

/**
 * What one answer costs, from the question to the set of endpoints, by a discovery that is new each time: connection, HTTP
 * and parser, but no real server (ZooKeeper excepted).
 *
 * @param nanos the median
 * @param allocated bytes, the median
 */
record ReadingCost(double nanos, double allocated) {
    private static final int LEAST = 3;

    static ReadingCost of(Source source, int endpoints, Effort effort) throws Exception {
        repeat(source, endpoints, effort.warmUpNanos());
        List<ReadingCost> measured = repeat(source, endpoints, effort.measureNanos());
        return new ReadingCost(
                Median.of(measured.stream().map(ReadingCost::nanos).toList()),
                Median.of(measured.stream().map(ReadingCost::allocated).toList()));
    }

    private static List<ReadingCost> repeat(Source source, int endpoints, long nanos) throws Exception {
        List<ReadingCost> costs = new ArrayList<>();
        long end = System.nanoTime() + nanos;
        while (costs.size() < LEAST || System.nanoTime() < end) {
            costs.add(once(source, endpoints));
        }
        return costs;
    }

    private static ReadingCost once(Source source, int endpoints) throws Exception {
        ThreadCosts costs = new ThreadCosts();
        try (MeshRuntime runtime = MeshRuntime.system()) {
            costs.mark();
            long begun = System.nanoTime();
            try (Discovery discovery = source.discovery(runtime)) {
                Answered answered = new Answered();
                discovery.subscribe(source.target(), answered);
                int named = answered.await().endpoints().size();
                long nanos = System.nanoTime() - begun;
                if (named != endpoints) {
                    throw new IllegalStateException(named + " endpoints were read, not " + endpoints);
                }
                return new ReadingCost(nanos, costs.sinceMark());
            }
        }
    }
}

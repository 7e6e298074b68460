package io.meshclient.benchmarks.micro.discovery;

import io.meshclient.Mesh;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.util.ArrayList;
import java.util.List;

/**
 * What a set with one changed endpoint costs a running mesh: the difference, the states, the picker. It is the same
 * whatever registry it came from.
 */
record ApplyCost(double nanos, double allocated) {
    private static final int LEAST = 3;

    static ApplyCost of(int endpoints, Effort effort) {
        Told told = new Told();
        EndpointSet[] sets = {set(endpoints, 0), set(endpoints, 1)};
        try (told;
                Mesh mesh = Mesh.builder()
                        .discovery("bench", told)
                        .service("orders", orders -> orders.discovery("bench"))
                        .build()) {
            told.tell(sets[0]);
            repeat(told, sets, effort.warmUpNanos());
            List<ApplyCost> measured = repeat(told, sets, effort.measureNanos());
            check(mesh, sets[(told.times() - 1) % 2]);
            return new ApplyCost(
                    Median.of(measured.stream().map(ApplyCost::nanos).toList()),
                    Median.of(measured.stream().map(ApplyCost::allocated).toList()));
        }
    }

    private static List<ApplyCost> repeat(Told told, EndpointSet[] sets, long nanos) {
        ThreadCosts costs = new ThreadCosts();
        List<ApplyCost> measured = new ArrayList<>();
        long end = System.nanoTime() + nanos;
        while (measured.size() < LEAST || System.nanoTime() < end) {
            EndpointSet next = sets[told.times() % 2];
            costs.mark();
            long begun = System.nanoTime();
            told.tell(next);
            long took = System.nanoTime() - begun;
            measured.add(new ApplyCost(took, costs.sinceMark()));
        }
        return measured;
    }

    /** That nothing was put off until later: then the times would say nothing. */
    private static void check(Mesh mesh, EndpointSet last) {
        String changed = last.endpoints().get(last.endpoints().size() - 1).key();
        if (mesh.view().service("orders").endpoints().stream()
                .noneMatch(endpoint -> endpoint.key().equals(changed))) {
            throw new IllegalStateException("the change was not applied when its time was taken");
        }
    }

    private static EndpointSet set(int endpoints, int variant) {
        List<Endpoint> all = new ArrayList<>(endpoints);
        for (int i = 0; i < endpoints - 1; i++) {
            all.add(Endpoint.parse(Answers.host(i) + ":8080"));
        }
        all.add(Endpoint.parse("192.0.2." + variant + ":8080"));
        return EndpointSet.of(all);
    }
}

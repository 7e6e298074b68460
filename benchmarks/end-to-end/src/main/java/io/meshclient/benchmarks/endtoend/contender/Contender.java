package io.meshclient.benchmarks.endtoend.contender;

import io.meshclient.benchmarks.endtoend.stand.HostPort;
import java.io.IOException;
import java.util.List;

/** A client under test. {@link #call} runs on many threads at once; the rest on one. */
public interface Contender extends AutoCloseable {
    static Contender open(ContenderName name, List<HostPort> targets) {
        return switch (name) {
            case OKHTTP, ENVOY, ENVOY_PAIR -> new PlainContender(targets);
            case MESH -> new MeshContender(targets);
            case MESH_SPRING -> new SpringContender(targets);
        };
    }

    /** One GET whose body is read to its end; anything but the right answer is an exception. */
    void call() throws IOException;

    /** What the client's own policies did so far; zero where a proxy has the policies. */
    PolicyCounts counts();

    @Override
    void close();
}

package io.meshclient.benchmarks.endtoend;

import io.meshclient.benchmarks.endtoend.contender.ContenderName;
import io.meshclient.benchmarks.endtoend.contender.PolicyCounts;
import io.meshclient.benchmarks.endtoend.load.WorkerProcess;
import io.meshclient.benchmarks.endtoend.stand.Backends;
import io.meshclient.benchmarks.endtoend.stand.Sidecars;
import io.meshclient.benchmarks.endtoend.stand.Tools;
import java.io.IOException;
import java.nio.file.Path;

/** One contender's process and its sidecars, new and alone with the backends. */
record Stage(Sidecars sidecars, WorkerProcess worker) implements AutoCloseable {
    static Stage set(ContenderName contender, Backends backends, Tools tools, Path directory) throws IOException {
        Path place = directory.resolve(contender.label());
        Sidecars sidecars = Sidecars.start(contender.hops(), tools, backends.addresses(), place);
        try {
            java.nio.file.Files.createDirectories(place);
            WorkerProcess worker = WorkerProcess.start(contender, sidecars.targets(), place.resolve("client.log"));
            return new Stage(sidecars, worker);
        } catch (IOException e) {
            sidecars.close();
            throw e;
        }
    }

    /** By the client's own policies or by its sidecar's, whichever has them. */
    PolicyCounts counts() throws IOException {
        return worker.counts().plus(new PolicyCounts(sidecars.retries(), sidecars.ejections()));
    }

    @Override
    public void close() throws IOException {
        worker.close();
        sidecars.close();
    }
}

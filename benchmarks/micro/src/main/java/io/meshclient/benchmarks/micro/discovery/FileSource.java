package io.meshclient.benchmarks.micro.discovery;

import io.meshclient.discovery.Discovery;
import io.meshclient.time.MeshRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that does not change. */
final class FileSource implements Source {
    private final Path file = Files.createTempFile("endpoints", ".yaml");

    FileSource(int endpoints) throws IOException {
        Files.write(file, Answers.file(endpoints));
    }

    @Override
    public Discovery discovery(MeshRuntime runtime) {
        return Adapter.FILE.discovery(file.toString(), runtime);
    }

    @Override
    public long bytes() {
        return file.toFile().length();
    }

    @Override
    public void close() throws IOException {
        Files.delete(file);
    }
}

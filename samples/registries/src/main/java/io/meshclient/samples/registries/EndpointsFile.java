package io.meshclient.samples.registries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A YAML file that is replaced as a whole. It is "killed" by taking its directory away, as when a volume is gone. */
final class EndpointsFile implements Registry {
    private final Path volume;
    private final Path away;
    private final Listed listed = new Listed(this::write);

    EndpointsFile(Path directory) {
        this.volume = directory.resolve("volume");
        this.away = directory.resolve("volume.away");
    }

    @Override
    public void start() throws IOException {
        if (Files.exists(away)) {
            Files.move(away, volume);
        } else {
            Files.createDirectories(volume);
            write(Map.of());
        }
    }

    @Override
    public void kill() throws IOException {
        Files.move(volume, away);
    }

    private void write(Map<String, List<Member>> members) throws IOException {
        Path beside = Files.writeString(volume.resolve("endpoints.yaml.new"), yaml(members));
        Files.move(beside, volume.resolve("endpoints.yaml"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String yaml(Map<String, List<Member>> members) {
        return members.entrySet().stream()
                .map(service -> service.getKey() + ":\n"
                        + service.getValue().stream()
                                .map(member -> "  - " + member.address() + "\n")
                                .collect(Collectors.joining()))
                .collect(Collectors.joining());
    }

    @Override
    public String address() {
        return volume.resolve("endpoints.yaml").toString();
    }

    @Override
    public Membership membershipOf(Member member) {
        return listed.membershipOf(member);
    }

    @Override
    public void close() {
        // a file needs nothing
    }
}

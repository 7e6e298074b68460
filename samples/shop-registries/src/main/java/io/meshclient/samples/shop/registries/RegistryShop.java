package io.meshclient.samples.shop.registries;

import io.meshclient.samples.registries.MissingServerException;
import io.meshclient.samples.registries.Registry;
import io.meshclient.samples.registries.RegistryKind;
import io.meshclient.samples.shop.Demo;
import io.meshclient.samples.shop.process.Parent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The demo with the registry that {@code -Dshop.registry} names.
 *
 * <p>Exit status as {@link Demo#run}; 5 if there is no such registry, or its server is not on this machine.
 */
public final class RegistryShop {
    private static final int BROKEN = 2;
    private static final int MISSING = 5;

    private RegistryShop() {}

    /** Argument: the build directory. */
    public static void main(String[] args) {
        Parent.endWithIt();
        System.exit(run(Path.of(args[0]), System.getProperty("shop.registry", Choice.STATIC)));
    }

    private static int run(Path directory, String word) {
        try {
            Optional<RegistryKind> kind = Choice.of(word);
            return kind.isPresent() ? runWith(kind.get(), directory) : Demo.run(directory, Optional.empty());
        } catch (MissingServerException | IllegalArgumentException e) {
            System.out.println("The demo did not begin: " + e.getMessage());
            return MISSING;
        } catch (IOException e) {
            System.out.println("The demo did not work: " + e.getMessage());
            return BROKEN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return BROKEN;
        }
    }

    private static int runWith(RegistryKind kind, Path directory) throws IOException, InterruptedException {
        Path own = directory
                .resolve("shop")
                .resolve("registry-" + ProcessHandle.current().pid());
        try (Registry registry = kind.on(own)) {
            return Demo.run(directory, Optional.of(new NamedRegistry(kind, registry)));
        }
    }
}

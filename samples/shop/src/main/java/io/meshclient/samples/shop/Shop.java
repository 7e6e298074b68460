package io.meshclient.samples.shop;

import io.meshclient.samples.shop.process.Parent;
import java.nio.file.Path;
import java.util.Optional;

/** The demo without a registry: the storefront has a list of addresses. */
public final class Shop {
    private Shop() {}

    /** Argument: the build directory. */
    public static void main(String[] args) {
        Parent.endWithIt();
        System.exit(Demo.run(Path.of(args[0]), Optional.empty()));
    }
}

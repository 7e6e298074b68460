package io.meshclient.samples.registries;

import java.net.URI;
import java.nio.file.Path;

/** Where the classes of this module are: enough for all but ZooKeeper, whose client is a library. */
public final class OwnClasses {
    private OwnClasses() {}

    /** A directory or a jar. */
    public static String path() {
        URI location = URI.create(OwnClasses.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString());
        return Path.of(location).toString();
    }
}

package io.meshclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.policy.ConfigException;
import io.meshclient.policy.MeshConfig;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What an application meets that has none of core's optional dependencies: a class loader that leaves them out. */
class WithoutOptionalTest {

    private static final List<String> OPTIONAL = List.of("caffeine-", "micrometer-", "opentelemetry-");

    @Test
    void aMeshNeedsNoneOfThem() throws Exception {
        assertThat(told(Starts.class)).isEqualTo("orders");
    }

    @Test
    void servicesOnDemandSayWhatIsMissing() throws Exception {
        assertThat(told(Demands.class))
                .isEqualTo("mesh.client.on-demand.suffix = '.mesh' (Mesh.builder()) needs Caffeine, which is not there;"
                        + " allowed: add com.github.ben-manes.caffeine:caffeine to the class path, or --add-modules"
                        + " com.github.benmanes.caffeine on the module path");
    }

    /** What the class says when it, and all of core, are loaded where nothing optional is to be found. */
    private static Object told(Class<? extends Callable<String>> type) throws Exception {
        try (URLClassLoader bare = new URLClassLoader(bareClassPath(), ClassLoader.getPlatformClassLoader())) {
            Class<?> there = bare.loadClass(type.getName());
            assertThat(there).isNotSameAs(type);
            return ((Callable<?>) there.getConstructor().newInstance()).call();
        }
    }

    private static URL[] bareClassPath() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        int left = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            String name = path.getFileName().toString();
            if (OPTIONAL.stream().anyMatch(name::startsWith)) {
                left++;
            } else {
                urls.add(path.toUri().toURL());
            }
        }
        assertThat(left).as("optional jars that are there otherwise").isGreaterThanOrEqualTo(OPTIONAL.size());
        return urls.toArray(URL[]::new);
    }

    /** Starts a mesh and tells its services. */
    public static final class Starts implements Callable<String> {
        @Override
        public String call() {
            try (Mesh mesh = Mesh.builder()
                    .service("orders", orders -> orders.endpoints("127.0.0.1:1"))
                    .build()) {
                return mesh.view().services().get(0).name();
            }
        }
    }

    /** Asks for services on demand and tells how that failed. */
    public static final class Demands implements Callable<String> {
        @Override
        public String call() {
            try {
                MeshConfig.builder()
                        .defaults(all -> all.discovery("registry"))
                        .onDemand(onDemand -> onDemand.suffix(".mesh"))
                        .build();
                return "nothing failed";
            } catch (ConfigException e) {
                return e.getMessage();
            }
        }
    }
}

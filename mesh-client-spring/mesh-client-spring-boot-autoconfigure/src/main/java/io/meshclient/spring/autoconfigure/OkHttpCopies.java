package io.meshclient.spring.autoconfigure;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses to start with two copies of OkHttp, of which the class loader would mix whatever it finds first. */
final class OkHttpCopies {

    private static final String CLASS_FILE = "okhttp3/OkHttpClient.class";

    private OkHttpCopies() {}

    static void requireOne(@Nullable ClassLoader classLoader) {
        Set<String> copies = classLoader == null ? Set.of() : find(classLoader);
        if (copies.size() > 1) {
            throw new MeshDefinitionException(
                    "OkHttp is on the class path " + copies.size() + " times: " + String.join(", ", copies),
                    "Import the BOM io.meshclient:mesh-client (or com.squareup.okhttp3:okhttp-bom), so that every library"
                            + " gets the same OkHttp; since 5 its classes are in okhttp-jvm. Or exclude the older"
                            + " com.squareup.okhttp3:okhttp from the dependency that brings it.");
        }
    }

    private static Set<String> find(ClassLoader classLoader) {
        try {
            Set<String> copies = new LinkedHashSet<>();
            for (URL url : Collections.list(classLoader.getResources(CLASS_FILE))) {
                copies.add(jarOf(url.toString()));
            }
            return copies;
        } catch (IOException e) {
            return Set.of();
        }
    }

    private static String jarOf(String url) {
        String jar = url.substring(0, url.length() - CLASS_FILE.length()).replaceAll("!?/$", "");
        return jar.substring(jar.lastIndexOf('/') + 1);
    }
}

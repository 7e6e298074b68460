package io.meshclient.samples.shop.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What to start: a main class of this demo, on the JDK that runs the demo. */
public record JvmSpec(String name, Class<?> main, List<String> flags, String classPath, List<String> arguments) {
    /** Small and quick to start; answers leave at once instead of waiting for the other side's acknowledgement. */
    public static final List<String> SMALL = List.of(
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx32m",
            "-Xss256k",
            "-Dsun.net.httpserver.nodelay=true");

    /** A process with this one's whole class path. */
    public static JvmSpec client(String name, Class<?> main, List<String> flags, List<String> arguments) {
        return new JvmSpec(name, main, flags, System.getProperty("java.class.path"), arguments);
    }

    /** A small process that needs nothing but the JDK and this demo's classes, and so is up at once. */
    public static JvmSpec bare(String name, Class<?> main, List<String> flags, List<String> arguments) {
        return new JvmSpec(name, main, flags, classesWith(main), arguments);
    }

    /** The directory or jar in which a class is. */
    public static String classesWith(Class<?> type) {
        return Path.of(java.net.URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(classPath);
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }
}

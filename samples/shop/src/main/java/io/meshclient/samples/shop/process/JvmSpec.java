package io.meshclient.samples.shop.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What to start: a main class of this demo, on the JDK that runs the demo. */
public record JvmSpec(String name, Class<?> main, List<String> flags, String classPath, List<String> arguments) {

    /** A process with this one's whole class path. */
    public static JvmSpec client(String name, Class<?> main, List<String> flags, List<String> arguments) {
        return new JvmSpec(name, main, flags, System.getProperty("java.class.path"), arguments);
    }

    /** A small process that needs nothing but the JDK and this demo's classes, and so is up at once. */
    public static JvmSpec bare(String name, Class<?> main, List<String> flags, List<String> arguments) {
        String here = Path.of(java.net.URI.create(
                        main.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
        return new JvmSpec(name, main, flags, here, arguments);
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

package io.meshclient.samples.shop.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A child's side of the two pipes to the process that started it.
 *
 * <p>When the parent is gone, in whatever way, standard input ends, and so does the child: nothing is left running.
 */
public final class Parent {
    /** Begins each line of standard output that is meant for the parent; all others go to the child's log. */
    static final String MARK = "@";

    private static final int ORPHANED = 4;

    private Parent() {}

    /** Tells the parent something. */
    public static void say(String line) {
        System.out.println(MARK + line);
        System.out.flush();
    }

    /** Hands each line that the parent sends to the listener, from a thread of its own that keeps the child alive. */
    public static void listen(Consumer<String> listener) {
        new Thread(() -> read(listener), "parent").start();
    }

    /** Ends this process, shutdown hooks included, when the one that started it is gone; Maven leaves it running. */
    public static void endWithIt() {
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRunAsync(() -> System.exit(ORPHANED)));
    }

    private static void read(Consumer<String> listener) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                listener.accept(line);
            }
        } catch (IOException e) {
            System.err.println("the pipe from the parent broke: " + e);
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }
}

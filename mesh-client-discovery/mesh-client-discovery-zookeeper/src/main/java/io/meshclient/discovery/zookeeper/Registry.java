package io.meshclient.discovery.zookeeper;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A registry of nodes in a tree, over one connection: what this module needs of ZooKeeper. All it says, it says on the one
 * thread that it was made with.
 */
interface Registry extends AutoCloseable {

    /** What became of the connection. */
    enum Link {
        /** There was none yet. */
        UNTRIED,
        /** It works, and the session is the one of before: its watches have told, or will tell, what was missed. */
        UP,
        /** It works, with a session that knows nothing of what was read before. */
        UP_WITH_NEW_SESSION,
        /** As with a new session, but to a server that has lost its ensemble, and hears of no change. */
        UP_READ_ONLY,
        /** It is lost; the session is not, as far as anybody knows. */
        SUSPENDED,
        /** It is lost, and so is the session. */
        LOST;

        boolean isUp() {
            return this == UP || this == UP_WITH_NEW_SESSION || this == UP_READ_ONLY;
        }
    }

    /** Connects, and goes on trying until it is closed. */
    void start(Consumer<Link> heard);

    /**
     * Begins to read.
     *
     * @param changed hears the paths of nodes that were read and have changed since, each once until it is read again
     */
    Reads open(Consumer<String> changed);

    /** Ends the session and its threads; may block for seconds while there is no connection. */
    @Override
    void close();

    /** Reads that each leave a watch. What they find is told later. */
    interface Reads {

        /** Whether a node is there. */
        void exists(String path, Consumer<Answer<Boolean>> heard);

        /** The names of a node's children. */
        void children(String path, Consumer<Answer<List<String>>> heard);

        /** A node's content. */
        void data(String path, Consumer<Answer<byte[]>> heard);

        /**
         * Takes watches back.
         *
         * @param path whose children were read
         * @param names of children whose content was read
         */
        void forget(String path, Collection<String> names);
    }

    /**
     * What a read found; neither a value nor a failure says that there is no such node.
     *
     * @param value what was there
     * @param failure why nobody knows, for people
     */
    record Answer<T>(@Nullable T value, @Nullable String failure) {

        static <T> Answer<T> of(T value) {
            return new Answer<>(value, null);
        }

        static <T> Answer<T> absent() {
            return new Answer<>(null, null);
        }

        static <T> Answer<T> failed(String why) {
            return new Answer<>(null, why);
        }
    }
}

package io.meshclient.discovery.dns;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/** What the lookups of one watch know of those before. One lookup at a time; they may be on different threads. */
final class Remembered {

    private final Set<Integer> types = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Name name;
    private volatile boolean ended;

    /** The full name that was found last; it is asked for first, so that a refresh costs no walk along the search list. */
    @Nullable
    Name name() {
        return name;
    }

    void found(Name full) {
        name = full;
    }

    /** Whether there have been addresses of this type: then failing to ask for them is a failure, for some would be lost. */
    boolean had(int type) {
        return types.contains(type);
    }

    void had(Answer answer, int type) {
        if (answer.isFound()) {
            types.add(type);
        }
    }

    /** Nobody listens any more. */
    void end() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }
}

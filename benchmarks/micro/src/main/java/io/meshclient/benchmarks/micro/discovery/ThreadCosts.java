package io.meshclient.benchmarks.micro.discovery;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.Map;

/** Bytes that this process' threads allocated, those of the answering servers left out. */
final class ThreadCosts {
    /** Begins the names of threads that do not count. */
    static final String NOT_COUNTED = "bench-";

    private static final String JDK_SERVER = "HTTP-Dispatcher";

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<Long, Long> marked = new HashMap<>();

    void mark() {
        marked.clear();
        marked.putAll(now());
    }

    /** A thread that has ended since is missed: ask before anything is closed. */
    long sinceMark() {
        return now().entrySet().stream()
                .mapToLong(entry -> Math.max(0, entry.getValue() - marked.getOrDefault(entry.getKey(), 0L)))
                .sum();
    }

    private Map<Long, Long> now() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        ThreadInfo[] infos = threads.getThreadInfo(ids);
        Map<Long, Long> all = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (infos[i] != null && counts(infos[i].getThreadName())) {
                all.put(ids[i], bytes[i]);
            }
        }
        return all;
    }

    private static boolean counts(String name) {
        return !name.startsWith(NOT_COUNTED) && !name.startsWith(JDK_SERVER) && !name.startsWith("RMI ");
    }
}

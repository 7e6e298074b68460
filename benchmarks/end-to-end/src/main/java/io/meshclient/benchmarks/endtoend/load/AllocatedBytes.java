package io.meshclient.benchmarks.endtoend.load;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/** Bytes that the Java threads of this process allocated: callers, dispatchers and timers alike. */
final class AllocatedBytes {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<Long, Long> marked = new HashMap<>();

    void mark() {
        marked.clear();
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        for (int index = 0; index < ids.length; index++) {
            marked.put(ids[index], bytes[index]);
        }
    }

    /** A thread that ended in between is missed; the callers are all alive at both ends. */
    long sinceMark() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        long sum = 0;
        for (int index = 0; index < ids.length; index++) {
            sum += Math.max(0, bytes[index] - marked.getOrDefault(ids[index], 0L));
        }
        return sum;
    }
}

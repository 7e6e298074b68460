package io.meshclient.benchmarks.endtoend.stand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says about a process: CPU time from {@code /proc/PID/stat}, memory from {@code /proc/PID/status}. */
public final class ProcessUsage {
    /** USER_HZ, the unit of {@code /proc/PID/stat}: 100 on every Linux that Java runs on. */
    private static final long MICROS_PER_TICK = 10_000;

    /** Fields after the parenthesised command name: state is the first, utime the 12th, stime the 13th. */
    private static final int UTIME = 11;

    private static final int STIME = 12;

    private ProcessUsage() {}

    /** User and system time of all threads of the process, the ended ones included. */
    public static long cpuMicros(long pid) throws IOException {
        return cpuMicros(Files.readString(Path.of("/proc/" + pid + "/stat")));
    }

    static long cpuMicros(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) * MICROS_PER_TICK;
    }

    /** Resident memory. */
    public static double rssMebibytes(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        throw new IOException("no VmRSS for process " + pid);
    }
}

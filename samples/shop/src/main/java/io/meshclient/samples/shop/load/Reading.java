package io.meshclient.samples.shop.load;

/** The client's meters at the end of a second after the first arrival. */
public record Reading(int second, long retries, long ejections, long holdOffs) {
    private static final int FIELDS = 4;

    String toLine() {
        return second + "," + retries + "," + ejections + "," + holdOffs;
    }

    static Reading ofLine(String line) {
        String[] fields = line.split(",", FIELDS);
        return new Reading(
                Integer.parseInt(fields[0]),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]));
    }
}

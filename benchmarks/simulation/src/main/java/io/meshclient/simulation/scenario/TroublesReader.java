package io.meshclient.simulation.scenario;

import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Settings;
import io.meshclient.simulation.scenario.TroubleSpec.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the list {@code troubles}. */
final class TroublesReader {

    private static final Pattern RANGE = Pattern.compile("(.+)-(\\d{1,5})\\.\\.(\\d{1,5})");
    private static final Map<ConfigKey<?>, Kind> OF_ONE_KIND = Map.of(
            TroubleKeys.FACTOR, Kind.SLOW,
            TroubleKeys.STATUS, Kind.FAIL,
            TroubleKeys.SHARE, Kind.FAIL,
            TroubleKeys.AFTER, Kind.FAIL,
            TroubleKeys.RETRY_AFTER, Kind.FAIL);

    private final List<ServerSpec> servers;
    private final long duration;
    private final List<TroubleSpec> troubles = new ArrayList<>();

    /** A reader. */
    TroublesReader(List<ServerSpec> servers, long duration) {
        this.servers = servers;
        this.duration = duration;
    }

    List<TroubleSpec> read(Part scenario) {
        for (Part part : scenario.list(Keys.TROUBLES_PART.name())) {
            read(part, part.settings(TroubleKeys.TROUBLES));
        }
        return troubles;
    }

    private void read(Part part, Settings trouble) {
        for (ConfigKey<?> key : List.of(TroubleKeys.KIND, TroubleKeys.WHOM, TroubleKeys.AT)) {
            if (!trouble.isSet(key)) {
                throw part.missing(key);
            }
        }
        Kind kind = Kind.valueOf(trouble.get(TroubleKeys.KIND).toUpperCase(Locale.ROOT));
        for (ConfigKey<?> key : TroubleKeys.TROUBLES.rows()) {
            Kind other = OF_ONE_KIND.get(key);
            if (trouble.isSet(key) && other != null && other != kind) {
                throw part.wrong(key, trouble, "says nothing about kind " + trouble.get(TroubleKeys.KIND));
            }
        }
        long every = trouble.get(TroubleKeys.EVERY).toNanos();
        long length = trouble.get(TroubleKeys.FOR).toNanos();
        int times = trouble.get(TroubleKeys.TIMES);
        if (times > 1 && every < length) {
            throw part.wrong(TroubleKeys.EVERY, trouble, "is shorter than what comes again");
        }
        for (int time = 0; time < times; time++) {
            troubles.add(
                    trouble(part, trouble, kind, trouble.get(TroubleKeys.AT).toNanos() + time * every));
        }
    }

    private TroubleSpec trouble(Part part, Settings trouble, Kind kind, long at) {
        if (at >= duration) {
            throw part.wrong(TroubleKeys.AT, trouble, "is when the load has ended");
        }
        return new TroubleSpec(
                kind,
                whom(part, trouble),
                String.join(", ", trouble.get(TroubleKeys.WHOM)) + " " + label(kind, trouble),
                at,
                trouble.get(TroubleKeys.FOR).toNanos(),
                trouble.get(TroubleKeys.FACTOR),
                trouble.get(TroubleKeys.STATUS),
                trouble.get(TroubleKeys.SHARE) / 100,
                nanos(trouble.get(TroubleKeys.AFTER)),
                nanos(trouble.get(TroubleKeys.RETRY_AFTER)));
    }

    private static long nanos(String text) {
        return text.isEmpty() ? -1 : Duration.parse(text).toNanos();
    }

    private static String label(Kind kind, Settings trouble) {
        return switch (kind) {
            case SLOW -> "× " + trouble.value(TroubleKeys.FACTOR).text() + " slower";
            case FAIL ->
                trouble.value(TroubleKeys.STATUS).text()
                        + (trouble.isSet(TroubleKeys.SHARE)
                                ? " for " + trouble.value(TroubleKeys.SHARE).text() + " %"
                                : "");
            case STALL -> "stalled";
            case DOWN -> "down";
            case UNREACHABLE -> "unreachable";
        };
    }

    private List<Integer> whom(Part part, Settings trouble) {
        TreeSet<Integer> hit = new TreeSet<>();
        for (String word : trouble.get(TroubleKeys.WHOM)) {
            List<Integer> found = matching(word);
            if (found.isEmpty()) {
                throw part.wrong(TroubleKeys.WHOM, trouble, "has '" + word + "', which is no server, group or zone");
            }
            hit.addAll(found);
        }
        if (hit.isEmpty()) {
            throw part.wrong(TroubleKeys.WHOM, trouble, "names nobody");
        }
        return List.copyOf(hit);
    }

    private List<Integer> matching(String word) {
        Matcher range = RANGE.matcher(word);
        boolean isRange = range.matches();
        List<Integer> found = new ArrayList<>();
        for (ServerSpec server : servers) {
            boolean named = server.name().equals(word) || server.group().equals(word);
            boolean zoned = word.equals("zone=" + server.endpoint().locality().zone());
            if (named || zoned || isRange && within(server, range)) {
                found.add(server.index());
            }
        }
        return found;
    }

    private static boolean within(ServerSpec server, Matcher range) {
        if (!server.group().equals(range.group(1))) {
            return false;
        }
        int number = Integer.parseInt(server.name().substring(server.group().length() + 1));
        return number >= Integer.parseInt(range.group(2)) && number <= Integer.parseInt(range.group(3));
    }
}

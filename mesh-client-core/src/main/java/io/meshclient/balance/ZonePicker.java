package io.meshclient.balance;

import io.meshclient.balance.PickArgs.Decision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws a zone by its share; whom a rung does not find there, it looks for everywhere. */
final class ZonePicker<C extends Candidate> implements GroupPicker<C> {

    private final GroupPicker<C> everywhere;
    private final GroupPicker<C>[] zones;
    private final long[] upTo; // running sums of the shares
    private final int percent;

    /** Of {@code percent} of the calls; the others are spread without regard to zones. */
    @SuppressWarnings("unchecked")
    ZonePicker(List<Zone<C>> zones, ZoneShares shares, GroupPicker<C> everywhere, int percent) {
        this.everywhere = everywhere;
        this.percent = percent;
        this.zones = zones.stream().map(Zone::picker).toArray(GroupPicker[]::new);
        this.upTo = new long[this.zones.length];
        long sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += shares.parts()[i];
            upTo[i] = sum;
        }
    }

    @Override
    public @Nullable C pick(PickArgs args, Rung rung) {
        if (percent < 100 && 100 * args.share(Decision.BY_ZONE) >= percent) {
            return everywhere.pick(args, rung);
        }
        C picked = zones[draw(args)].pick(args, rung);
        return picked == null ? everywhere.pick(args, rung) : picked;
    }

    private int draw(PickArgs args) {
        long drawn = (long) (args.share(Decision.ZONE) * upTo[upTo.length - 1]);
        int zone = 0;
        while (drawn >= upTo[zone]) {
            zone++;
        }
        return zone;
    }
}

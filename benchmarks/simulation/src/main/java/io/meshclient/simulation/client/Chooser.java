package io.meshclient.simulation.client;

import io.meshclient.balance.PickArgs;
import io.meshclient.guard.Refusal;
import org.jspecify.annotations.Nullable;

/** Decides where an attempt goes: the mesh, or a reference that it is measured by. */
interface Chooser {

    /** Who takes it; null for nobody: {@link #refusal()} says why. */
    @Nullable
    Target choose(PickArgs args, long now);

    /** Why nobody took the last one. */
    Refusal refusal();

    /** Whether another server, not asked yet, could take a retry at once. */
    boolean hasUntried(PickArgs args);
}

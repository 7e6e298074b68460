package io.meshclient.policy;

/**
 * Which part of a large cluster this process uses.
 *
 * @param size endpoints of each priority; 0 for all
 */
public record SubsettingPolicy(int size) {

    static SubsettingPolicy of(Settings settings) {
        return new SubsettingPolicy(settings.get(SubsettingKeys.SIZE));
    }
}

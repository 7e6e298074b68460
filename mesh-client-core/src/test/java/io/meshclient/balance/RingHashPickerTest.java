package io.meshclient.balance;

/** With a ring so fine that its shares are the weights. */
final class RingHashPickerTest extends HashPickerContract {

    @Override
    Balancer balancer(int balanceFactor, io.meshclient.time.RandomSource source) {
        BalancerSettings plain = BalancerSettings.of("ring-hash");
        BalancerSettings.Hashing hashing = new BalancerSettings.Hashing(1 << 18, 1 << 23, 65_537, balanceFactor);
        return new Balancer(
                new BalancerSettings(plain.policy(), plain.leastRequest(), hashing, plain.orca(), plain.prequal()),
                source);
    }
}

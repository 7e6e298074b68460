package io.meshclient.balance;

/** With the default table. */
final class MaglevPickerTest extends HashPickerContract {

    @Override
    Balancer balancer(int balanceFactor, io.meshclient.time.RandomSource source) {
        BalancerSettings plain = BalancerSettings.of("maglev");
        BalancerSettings.Hashing hashing = new BalancerSettings.Hashing(1024, 1 << 23, 65_537, balanceFactor);
        return new Balancer(
                new BalancerSettings(plain.policy(), plain.leastRequest(), hashing, plain.orca(), plain.prequal()),
                source);
    }
}

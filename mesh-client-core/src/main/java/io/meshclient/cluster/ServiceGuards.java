package io.meshclient.cluster;

import io.meshclient.guard.Breaker;
import io.meshclient.guard.ConcurrencyCap;
import io.meshclient.policy.RetryBudgetPolicy;
import io.meshclient.policy.RetryBudgetType;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.stats.ConcurrencyBudget;
import io.meshclient.stats.RetryBudget;
import io.meshclient.stats.TokenBudget;
import io.meshclient.time.MeshRuntime;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A service's configuration, and what by its word bounds the calls of all callers together: the gate, the retry budget, the
 * breaker, the hedging. Immutable; under another configuration, what it does not change goes on as it is.
 */
final class ServiceGuards {

    private final Around around;
    final ServiceConfig config;
    final ServiceGate gate;
    final @Nullable RetryBudget budget;
    final Hedges hedges;
    final @Nullable Breaker breaker;

    /**
     * What is the same under every configuration.
     *
     * @param calls the places under the service's cap
     * @param onBreaker hears each new state of the breaker
     */
    record Around(MeshRuntime runtime, ConcurrencyCap calls, Consumer<String> onBreaker) {}

    ServiceGuards(ServiceConfig config, Around around) {
        this.around = around;
        this.config = config;
        this.gate = ServiceGate.of(around.calls(), config, around.runtime());
        this.budget = budget(config.retry().budget(), around.calls());
        this.hedges = new Hedges(config.hedge(), around.runtime().ticker());
        this.breaker = breaker(config, around);
    }

    private ServiceGuards(ServiceConfig config, ServiceGuards old) {
        ServiceConfig before = old.config;
        this.around = old.around;
        this.config = config;
        this.gate = old.gate.under(config);
        this.budget = config.retry().budget().equals(before.retry().budget())
                ? old.budget
                : budget(config.retry().budget(), around.calls());
        this.hedges = config.hedge().equals(before.hedge())
                ? old.hedges
                : new Hedges(config.hedge(), around.runtime().ticker());
        this.breaker = config.breaker().equals(before.breaker()) ? old.breaker : breaker(config, around);
    }

    ServiceGuards under(ServiceConfig newest) {
        return new ServiceGuards(newest, this);
    }

    private static @Nullable RetryBudget budget(RetryBudgetPolicy policy, ConcurrencyCap calls) {
        if (!policy.enabled()) {
            return null;
        }
        return policy.type() == RetryBudgetType.TOKENS
                ? new TokenBudget(policy.ratio(), policy.reserve(), policy.ttl().toNanos())
                : new ConcurrencyBudget(policy.percent(), policy.minConcurrency(), calls::inUse);
    }

    private static @Nullable Breaker breaker(ServiceConfig config, Around around) {
        Breaker.Limits limits = Breakers.ofService(config.breaker());
        return limits == null
                ? null
                : new Breaker(config.name(), limits, around.runtime().ticker(), around.onBreaker());
    }
}

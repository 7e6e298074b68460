package io.meshclient.discovery.consul;

import io.meshclient.discovery.testkit.DiscoveryHerdContract;
import io.meshclient.discovery.testkit.Heard;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.time.MeshRuntime;
import java.util.function.BooleanSupplier;

/** A thousand clients that lost their Consul at the same moment. */
final class ConsulHerdTest extends DiscoveryHerdContract {

    @Override
    protected void begin(MeshRuntime runtime, BooleanSupplier asks) {
        new ServiceWatch("orders", new MadeUp(asks), runtime, new Heard()).start();
    }

    /** Answers once; the question after that one stays open, as those that wait for a change do. */
    private static final class MadeUp implements Agent {
        private final BooleanSupplier asks;
        private boolean answered;

        MadeUp(BooleanSupplier asks) {
            this.asks = asks;
        }

        @Override
        public Question question(String target, long index) {
            return new Question() {
                @Override
                public void ask(Reply hears) {
                    if (answered) {
                        return;
                    }
                    answered = asks.getAsBoolean();
                    if (answered) {
                        hears.answered(new Answer(7, EndpointSet.EMPTY, ""));
                    } else {
                        hears.failed(new ConsulException("gone"));
                    }
                }

                @Override
                public void cancel() {}
            };
        }

        @Override
        public void close() {}
    }
}

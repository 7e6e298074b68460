package io.meshclient.discovery.consul;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.util.ArrayList;
import java.util.List;

/** An agent that answers when the test says so. For one thread. */
final class ScriptedAgent implements Agent {

    final List<Asked> asked = new ArrayList<>();
    boolean closed;

    @Override
    public Question question(String target, long index) {
        return new Asked(index);
    }

    @Override
    public void close() {
        closed = true;
    }

    Asked last() {
        return asked.get(asked.size() - 1);
    }

    List<Long> indexes() {
        return asked.stream().map(question -> question.index).toList();
    }

    final class Asked implements Question {
        final long index;
        boolean cancelled;
        private Reply reply;

        Asked(long index) {
            this.index = index;
        }

        @Override
        public void ask(Reply hears) {
            reply = hears;
            asked.add(this);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        void answer(long answered, String... keys) {
            List<Endpoint> endpoints = new ArrayList<>();
            for (String key : keys) {
                endpoints.add(Endpoint.parse(key));
            }
            reply.answered(new Answer(answered, EndpointSet.of(endpoints), ""));
        }

        void fail(String why) {
            reply.failed(new ConsulException(why));
        }
    }
}

package io.meshclient.discovery.consul;

import io.meshclient.endpoint.EndpointSet;
import io.meshclient.policy.Settings;
import java.io.IOException;
import java.io.InterruptedIOException;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okio.Okio;

/** A Consul agent behind its HTTP API. Owns its connections and threads. */
final class HttpAgent implements Agent {

    private final HttpUrl url;
    private final HealthQuery query;
    private final HealthReader reader;
    private final long maxAnswerBytes;
    private final AgentClients clients;

    private HttpAgent(Settings settings) {
        this.url = settings.get(ConsulKeys.URL);
        this.query = new HealthQuery(settings);
        this.reader = new HealthReader(InstanceMapping.of(settings));
        this.maxAnswerBytes = settings.get(ConsulKeys.MAX_ANSWER_BYTES);
        this.clients = new AgentClients(settings, query.longestWait());
    }

    static HttpAgent of(Settings settings) {
        return new HttpAgent(settings);
    }

    @Override
    public Question question(String target, long index) {
        OkHttpClient client = index == BlockingIndex.NOW ? clients.atOnce() : clients.waiting();
        return new HttpQuestion(target, client.newCall(query.request(target, index)));
    }

    @Override
    public void close() {
        clients.close();
    }

    private Answer read(String target, Response response) throws IOException {
        if (response.code() != 200) {
            throw Refusals.of(target, response);
        }
        long index = index(response);
        LimitedSource body = new LimitedSource(response.body().source(), maxAnswerBytes);
        HealthReader.Instances instances = reader.read(target, Okio.buffer(body).inputStream());
        if (instances.endpoints().isEmpty()) {
            checkThatEmptyIsMeant(target, response);
        }
        return new Answer(index, EndpointSet.of(instances.endpoints(), "index " + index), instances.leftOut());
    }

    private static long index(Response response) throws ConsulException {
        String header = response.header("X-Consul-Index");
        if (header == null) {
            throw new ConsulException("The answer has no X-Consul-Index: is url the address of a Consul agent?");
        }
        try {
            return Long.parseLong(header);
        } catch (NumberFormatException e) {
            throw new ConsulException("The answer's X-Consul-Index is no number", e);
        }
    }

    private static void checkThatEmptyIsMeant(String target, Response response) throws ConsulException {
        if ("true".equals(response.header("X-Consul-Results-Filtered-By-ACLs"))) {
            throw Refusals.filtered(target);
        }
        if ("false".equals(response.header("X-Consul-KnownLeader"))) {
            throw new ConsulException(
                    "Consul has no leader and knows no instance of '" + target + "'; that is not believed");
        }
    }

    private ConsulException explained(Throwable failure) {
        if (failure instanceof ConsulException told) {
            return told;
        }
        String consul = "Consul at " + url;
        if (failure instanceof InterruptedIOException) {
            return new ConsulException(consul + " does not answer in time: " + failure.getMessage(), failure);
        }
        if (failure instanceof SSLException) {
            return new ConsulException(
                    consul + " is not trusted, or speaks no TLS; see ca-file: " + failure.getMessage(), failure);
        }
        return new ConsulException(consul + " cannot be asked: " + failure, failure);
    }

    private final class HttpQuestion implements Question {
        private final String target;
        private final Call call;

        HttpQuestion(String target, Call call) {
            this.target = target;
            this.call = call;
        }

        @Override
        public void ask(Reply reply) {
            call.enqueue(new Callback() {
                @Override
                public void onFailure(Call failed, IOException e) {
                    reply.failed(explained(e));
                }

                @Override
                public void onResponse(Call answered, Response response) {
                    Answer answer;
                    try (response) {
                        answer = read(target, response);
                    } catch (Throwable e) { // also too little memory for this answer: the next may be shorter
                        reply.failed(explained(e));
                        return;
                    }
                    reply.answered(answer);
                }
            });
        }

        @Override
        public void cancel() {
            call.cancel();
        }
    }
}

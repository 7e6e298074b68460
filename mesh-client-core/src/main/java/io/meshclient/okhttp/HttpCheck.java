package io.meshclient.okhttp;

import io.meshclient.cluster.HealthProbe.Result;
import io.meshclient.cluster.HealthProbe.Target;
import io.meshclient.policy.HealthCheckPolicy;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A check by an HTTP request: healthy is an expected status, unless the answer says itself that it is not. */
final class HttpCheck implements EndpointChecker.Check {

    /** What servers can tell checks from calls by. */
    static final String USER_AGENT = "mesh-client-health-check";

    private final HealthCheckPolicy policy;
    private final Call call;

    HttpCheck(CheckClient client, EndpointAddress address, Target target) {
        this.policy = target.policy();
        this.call = client.to(address, policy.schedule().timeout()).newCall(request(target));
    }

    private static Request request(Target target) {
        HealthCheckPolicy.Request asked = target.policy().request();
        RequestBody body = asked.method().equals("POST") ? RequestBody.EMPTY : null;
        return builder(target, asked.path()).method(asked.method(), body).build();
    }

    /** A request to the service's logical host, as calls have it. */
    static Request.Builder builder(Target target, String path) {
        HealthCheckPolicy.Request asked = target.policy().request();
        String host = asked.host().isEmpty() ? target.service() : asked.host();
        Request.Builder request =
                new Request.Builder().url(target.scheme() + "://" + host + path).header("User-Agent", USER_AGENT);
        for (String header : asked.headers()) {
            int colon = header.indexOf(':');
            request.header(
                    header.substring(0, colon), header.substring(colon + 1).trim());
        }
        return request;
    }

    @Override
    public Result result() {
        try (Response response = call.execute()) {
            String status = "status " + response.code();
            if (Signals.saysUnhealthy(response)) {
                return new Result(false, true, status + ", says so itself");
            }
            return policy.expects(response.code()) ? Result.passed(status) : Result.failed(status);
        } catch (IOException | RuntimeException e) {
            return Result.failed(EndpointChecker.text(e));
        }
    }

    @Override
    public void cancel() {
        call.cancel();
    }
}

package io.meshclient.okhttp;

import io.meshclient.cluster.HealthProbe.Result;
import io.meshclient.cluster.HealthProbe.Target;
import java.io.IOException;
import java.util.List;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A check by gRPC's health protocol, {@code grpc.health.v1.Health/Check}, over HTTP/2 by hand: a request and a response of a
 * few bytes each. Healthy is {@code SERVING}.
 *
 * <p>Source: grpc {@code health.proto}: {@code message HealthCheckRequest { string service = 1; }}, {@code message
 * HealthCheckResponse { ServingStatus status = 1; }} with UNKNOWN 0, SERVING 1, NOT_SERVING 2, SERVICE_UNKNOWN 3; each message
 * follows a byte for compression and four for its length.
 */
final class GrpcCheck implements EndpointChecker.Check {

    private static final String PATH = "/grpc.health.v1.Health/Check";
    private static final MediaType TYPE = MediaType.get("application/grpc");
    private static final int STRING_FIELD_1 = 0x0a;
    private static final int NUMBER_FIELD_1 = 0x08;
    private static final int LONGEST = 1024;
    private static final String[] STATUSES = {"UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"};

    private final Call call;

    GrpcCheck(CheckClient client, EndpointAddress address, Target target) {
        OkHttpClient http2 = client.to(address, target.policy().schedule().timeout())
                .newBuilder()
                .protocols(
                        target.scheme().equals("https")
                                ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)
                                : List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .build();
        Request request = HttpCheck.builder(target, PATH)
                .header("TE", "trailers")
                .post(RequestBody.create(message(target.policy().grpcService()), TYPE))
                .build();
        this.call = http2.newCall(request);
    }

    static ByteString message(String service) {
        Buffer fields = new Buffer();
        if (!service.isEmpty()) {
            byte[] name = service.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            fields.writeByte(STRING_FIELD_1);
            varint(fields, name.length);
            fields.write(name);
        }
        Buffer framed = new Buffer();
        framed.writeByte(0).writeInt((int) fields.size()).write(fields, fields.size());
        return framed.readByteString();
    }

    private static void varint(Buffer out, int value) {
        int left = value;
        while (left >= 0x80) {
            out.writeByte(left & 0x7f | 0x80);
            left >>>= 7;
        }
        out.writeByte(left);
    }

    @Override
    public Result result() {
        try (Response response = call.execute()) {
            if (response.code() != 200) {
                return Result.failed("status " + response.code());
            }
            int status = read(response.body().source());
            String code = grpcStatus(response);
            if (!"0".equals(code)) {
                return Result.failed("grpc-status " + code);
            }
            String word = status >= 0 && status < STATUSES.length ? STATUSES[status] : "status " + status;
            return status == 1 ? Result.passed(word) : Result.failed(word);
        } catch (IOException | RuntimeException e) {
            return Result.failed(EndpointChecker.text(e));
        }
    }

    private static @Nullable String grpcStatus(Response response) throws IOException {
        String early = response.header("grpc-status"); // an error that came without a message
        return early != null ? early : response.trailers().get("grpc-status");
    }

    /** The status of the one message; 0 if it has none, as protobuf has it; reads to the end, where the trailers are. */
    private static int read(BufferedSource source) throws IOException {
        if (source.exhausted()) {
            return 0;
        }
        source.skip(1);
        int length = source.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("a health check's answer of " + length + " bytes");
        }
        Buffer message = new Buffer();
        source.readFully(message, length);
        if (!source.exhausted()) {
            throw new IOException("a health check's answer with more than one message");
        }
        return message.exhausted() || message.readByte() != NUMBER_FIELD_1 ? 0 : message.readByte();
    }

    @Override
    public void cancel() {
        call.cancel();
    }
}

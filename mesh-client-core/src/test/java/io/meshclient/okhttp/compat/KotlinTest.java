package io.meshclient.okhttp.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import kotlin.jvm.JvmClassMappingKt;
import kotlin.jvm.functions.Function1;
import kotlin.reflect.KClass;
import mockwebserver3.MockWebServer;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only Kotlin can call by name: tags by KClass, interceptors as lambdas, Kotlin's durations. */
class KotlinTest {

    private static final KClass<String> STRING = JvmClassMappingKt.getKotlinClass(String.class);

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final MockWebServer server = leaks.server();

    private TestMesh mesh() {
        return new TestMesh(leaks).service("orders", server);
    }

    @Test
    void tagsByKClass() throws IOException {
        server.enqueue(Http.ok(""));
        AtomicReference<String> seen = new AtomicReference<>();
        AtomicReference<String> inside = new AtomicReference<>();
        OkHttpClient client = mesh().client(okhttp -> okhttp.addInterceptor(chain -> {
                    seen.set(chain.call().tag(STRING));
                    return chain.proceed(chain.request());
                })
                .addNetworkInterceptor(chain -> {
                    inside.set("tag of the attempt: " + chain.call().tag(STRING));
                    return chain.proceed(chain.request());
                }));
        Call call = Http.call(client, "http://orders/");
        assertThat(call.tag(STRING)).isNull();
        assertThat(call.tag(STRING, () -> "tag")).isEqualTo("tag");

        call.execute().close();

        assertThat(seen).hasValue("tag");
        assertThat(inside).hasValue("tag of the attempt: null");
        assertThat(call.tag(String.class)).isEqualTo("tag");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-addInterceptor", "-addNetworkInterceptor"})
    void interceptorsAsLambdas(String name) throws Exception {
        server.enqueue(Http.ok(""));
        AtomicInteger runs = new AtomicInteger();
        Function1<Interceptor.Chain, Response> lambda = chain -> {
            runs.incrementAndGet();
            return proceed(chain);
        };
        OkHttpClient.Builder builder = new OkHttpClient.Builder();
        OkHttpClient.Builder.class.getMethod(name, Function1.class).invoke(builder, lambda);

        OkHttpClient client = mesh().build().wrap(leaks.client(builder.build()));
        Http.call(client, "http://orders/").execute().close();

        assertThat(runs).hasValue(1);
    }

    private static Response proceed(Interceptor.Chain chain) {
        try {
            return chain.proceed(chain.request());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The compiler's names end in a hash; a Kotlin duration is a long, of twice its nanoseconds when it is short. */
    @Test
    void durations() throws Exception {
        OkHttpClient.Builder kotlin = new OkHttpClient.Builder();
        OkHttpClient.Builder java = new OkHttpClient.Builder();
        List<Method> setters = Arrays.stream(OkHttpClient.Builder.class.getMethods())
                .filter(method -> method.getName().contains("-LRDsOJo"))
                .toList();
        for (Method setter : setters) {
            String name = setter.getName().substring(0, setter.getName().indexOf('-'));
            Duration duration = Duration.ofMillis(700 + name.length());
            setter.invoke(kotlin, duration.toNanos() * 2);
            OkHttpClient.Builder.class.getMethod(name, Duration.class).invoke(java, duration);
        }

        assertThat(setters).hasSize(6);
        assertThat(times(kotlin.build())).isEqualTo(times(java.build()));
    }

    private static List<Integer> times(OkHttpClient client) {
        return List.of(
                client.callTimeoutMillis(),
                client.connectTimeoutMillis(),
                client.readTimeoutMillis(),
                client.writeTimeoutMillis(),
                client.pingIntervalMillis(),
                client.webSocketCloseTimeout());
    }
}

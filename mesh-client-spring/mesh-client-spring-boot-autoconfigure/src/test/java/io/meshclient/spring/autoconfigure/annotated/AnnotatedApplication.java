package io.meshclient.spring.autoconfigure.annotated;

import io.meshclient.policy.CallOptions;
import io.meshclient.spring.MeshOkHttpCustomizer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class AnnotatedApplication {

    /** What the requests brought to the mesh. */
    public static final class Seen {
        private final List<Object> options = new CopyOnWriteArrayList<>();

        public @Nullable CallOptions last() {
            return options.get(options.size() - 1) instanceof CallOptions last ? last : null;
        }
    }

    @Bean
    Seen seen() {
        return new Seen();
    }

    @Bean
    MeshOkHttpCustomizer noting(Seen seen) {
        return builder -> builder.addInterceptor(chain -> {
            CallOptions options = chain.request().tag(CallOptions.class);
            seen.options.add(options == null ? "none" : options);
            return chain.proceed(chain.request());
        });
    }
}

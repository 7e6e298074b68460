package io.meshclient.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/**
 * OkHttp is on the class path once. Libraries that still ask for OkHttp 4 would put a second copy of the same classes
 * beside ours, and which of them wins would be chance.
 */
class ClassPathTest {

    @Test
    void okhttpIsThereOnce() throws IOException {
        assertThat(Collections.list(getClass().getClassLoader().getResources("okhttp3/OkHttpClient.class")))
                .hasSize(1);
    }
}

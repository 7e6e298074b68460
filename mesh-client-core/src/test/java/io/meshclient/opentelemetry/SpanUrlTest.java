package io.meshclient.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanUrlTest {

    private final SpanUrl urls = new SpanUrl(OpenTelemetryMeshObserver.SECRETS);

    @ParameterizedTest
    @CsvSource({
        "http://orders/items/7, http://orders/items/7",
        "https://me:secret@orders/a, https://REDACTED:REDACTED@orders/a",
        "https://me@orders, https://REDACTED:REDACTED@orders",
        "http://orders/a@b?mail=a@b, http://orders/a@b?mail=a@b",
        "http://orders/?sig=abc, http://orders/?sig=REDACTED",
        "http://orders/?color=blue&sig=abc&x=1#top, http://orders/?color=blue&sig=REDACTED&x=1#top",
        "http://orders/?Signature=a&AWSAccessKeyId=b, http://orders/?Signature=REDACTED&AWSAccessKeyId=REDACTED",
        "http://orders/?X-Goog-Signature=a&X-Amz-Security-Token=b, http://orders/?X-Goog-Signature=REDACTED&X-Amz-Security-Token=REDACTED",
        "http://orders/?SIG=abc&sigma=1&asig=2, http://orders/?SIG=abc&sigma=1&asig=2",
        "http://orders/?sig&sig=, http://orders/?sig&sig=REDACTED",
        "http://u:p@orders?sig=a, http://REDACTED:REDACTED@orders?sig=REDACTED",
        "http://orders/#?sig=abc, http://orders/#?sig=abc",
        "http://orders/?a=b?sig=c, http://orders/?a=b?sig=c",
    })
    void redacts(String url, String expected) {
        assertThat(urls.redacted(url)).isEqualTo(expected);
    }

    @Test
    void aUrlWithoutSecretsIsNotCopied() {
        String url = "http://orders/items/7?color=blue";

        assertThat(urls.redacted(url)).isSameAs(url);
    }

    @ParameterizedTest
    @CsvSource({
        "http://orders/items/7, 80",
        "https://orders, 443",
        "http://orders:8080?a=1, 8080",
        "http://orders:65535/, 65535",
        "http://[::1]/, 80",
        "https://[::1]:8443/, 8443",
        "https://me:77@orders/, 443",
        "http://orders:/, 80",
    })
    void knowsThePort(String url, int port) {
        assertThat(SpanUrl.port(url)).isEqualTo(port);
    }
}

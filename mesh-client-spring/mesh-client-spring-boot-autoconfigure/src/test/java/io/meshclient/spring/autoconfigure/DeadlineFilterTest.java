package io.meshclient.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.testing.VirtualTime;
import io.meshclient.time.Deadline;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** The deadline of a request, over all its dispatches. */
class DeadlineFilterTest {

    private final VirtualTime time = new VirtualTime();
    private final DeadlineFilter filter = new DeadlineFilter(
            new InboundDeadlines(true, Duration.ofSeconds(30), time.runtime().ticker()));
    private final List<Deadline> seen = new ArrayList<>();
    private final FilterChain chain = (request, response) -> seen.add(Deadline.current());

    @AfterEach
    void theThreadIsAsItWas() {
        assertThat(Deadline.current()).isNull();
    }

    private static MockHttpServletRequest request(String... headers) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/items/7");
        for (int i = 0; i < headers.length; i += 2) {
            request.addHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    private void serve(MockHttpServletRequest request) throws ServletException, IOException {
        filter.doFilter(request, new MockHttpServletResponse(), chain);
    }

    private long leftMillis(int dispatch) {
        return Duration.ofNanos(seen.get(dispatch).remainingNanos()).toMillis();
    }

    @Test
    void theThreadHasItWhileTheRequestIsServed() throws Exception {
        serve(request("x-envoy-expected-rq-timeout-ms", "250"));
        serve(request("Grpc-Timeout", "2S"));
        assertThat(leftMillis(0)).isEqualTo(250);
        assertThat(leftMillis(1)).isEqualTo(2_000);
    }

    @Test
    void thereIsNoneWithoutAHeaderThatNamesOne() throws Exception {
        serve(request());
        serve(request("x-envoy-expected-rq-timeout-ms", "0"));
        serve(request("x-envoy-expected-rq-timeout-ms", "soon"));
        assertThat(seen).containsExactly(null, null, null);
    }

    @Test
    void nobodyCanNameMoreThanTheCap() throws Exception {
        serve(request("x-envoy-expected-rq-timeout-ms", "600000"));
        assertThat(leftMillis(0)).isEqualTo(30_000);
    }

    @Test
    void itsTimeRunsOnBetweenTheDispatches() throws Exception {
        MockHttpServletRequest request = request("x-envoy-expected-rq-timeout-ms", "250");
        serve(request);
        time.advance(Duration.ofMillis(100));
        request.setDispatcherType(DispatcherType.ASYNC);
        serve(request);
        request.setDispatcherType(DispatcherType.ERROR);
        serve(request);
        assertThat(seen).hasSize(3).allMatch(seen.get(0)::equals);
        assertThat(leftMillis(2)).isEqualTo(150);
    }

    @Test
    void whatFailsLeavesNothingOnTheThread() {
        FilterChain failing = (request, response) -> {
            throw new ServletException("on purpose");
        };
        assertThatThrownBy(() -> filter.doFilter(
                        request("x-envoy-expected-rq-timeout-ms", "250"), new MockHttpServletResponse(), failing))
                .hasMessage("on purpose");
    }

    @Test
    void nobodyListensIfThatIsOff() {
        InboundDeadlines off =
                new InboundDeadlines(false, Duration.ZERO, time.runtime().ticker());
        assertThat(off.named(name -> "250")).isNull();
    }
}

package io.meshclient.samples.shop.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.samples.shop.report.Svg.Box;
import io.meshclient.samples.shop.report.Svg.Point;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class SvgTest {
    @Test
    void elementsAreWrittenInOrder() {
        Svg svg = new Svg(100, 50, "a chart")
                .rectangle("bar", new Box(1, 2, 3, 4.25), "a hint")
                .line("axis", new Point(0, 50), new Point(100, 50))
                .curve("p50", List.of(new Point(0, 0), new Point(1.5, 2)))
                .text("label", new Point(5, 6), "words");

        assertThat(svg.toString().lines())
                .containsExactly(
                        "<svg viewBox=\"0 0 100 50\" role=\"img\" aria-label=\"a chart\""
                                + " xmlns=\"http://www.w3.org/2000/svg\">",
                        "<rect class=\"bar\" x=\"1\" y=\"2\" width=\"3\" height=\"4.25\"><title>a hint</title></rect>",
                        "<line class=\"axis\" x1=\"0\" y1=\"50\" x2=\"100\" y2=\"50\"/>",
                        "<polyline class=\"p50\" points=\"0,0 1.5,2\"/>",
                        "<text class=\"label\" x=\"5\" y=\"6\">words</text>",
                        "</svg>");
    }

    @Test
    void textIsEscaped() {
        assertThat(Svg.escape("<a> & \"b\"")).isEqualTo("&lt;a&gt; &amp; &quot;b&quot;");
    }

    @Test
    void numbersAreShortAndHaveAPointInEveryCountry() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(Svg.number(1.5)).isEqualTo("1.5");
            assertThat(Svg.number(100)).isEqualTo("100");
            assertThat(Svg.number(0.126)).isEqualTo("0.13");
            assertThat(Svg.number(-0.001)).isEqualTo("0");
        } finally {
            Locale.setDefault(before);
        }
    }
}

package io.meshclient.simulation.report;

import java.util.List;

/** Writes one SVG document as text, element by element. Colours come from its own style sheet, by class. */
final class Svg {

    /** The same picture on a light and on a dark page. */
    private static final String STYLE = """
            <style>
            text { font: 12px system-ui, sans-serif; fill: #3d4450; }
            .title { font-weight: 600; font-size: 14px; fill: #14181f; }
            .page { fill: #ffffff; }
            .grid { stroke: #e1e5ea; }
            .axis { stroke: #8a93a0; }
            .trouble { fill: #d9730d; fill-opacity: 0.11; }
            .warm-up { fill: #8a93a0; fill-opacity: 0.13; }
            .curve { fill: none; stroke-width: 1.7; stroke-linejoin: round; }
            .end { text-anchor: end; }
            .middle { text-anchor: middle; }
            .c0 { stroke: #8a93a0; stroke-dasharray: 5 3; }
            .c1 { stroke: #14181f; stroke-dasharray: 2 3; }
            .c2 { stroke: #1f6feb; }
            .c3 { stroke: #d9730d; }
            .c4 { stroke: #1a9c5b; }
            .c5 { stroke: #9a4fd0; }
            .c6 { stroke: #c93a4b; }
            .c7 { stroke: #0b8f9c; }
            @media (prefers-color-scheme: dark) {
              text { fill: #b4bcc8; }
              .title { fill: #eef1f5; }
              .page { fill: #14181f; }
              .grid { stroke: #2a313b; }
              .c1 { stroke: #eef1f5; }
              .c2 { stroke: #5b9dff; }
              .c3 { stroke: #f09a45; }
              .c4 { stroke: #45c98a; }
              .c5 { stroke: #bf86ee; }
              .c6 { stroke: #ee6f7e; }
              .c7 { stroke: #3fc4d1; }
            }
            </style>
            """;

    private final StringBuilder out = new StringBuilder();

    Svg(double width, double height, String label) {
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(number(width))
                .append(' ')
                .append(number(height))
                .append("\" width=\"")
                .append(number(width))
                .append("\" role=\"img\" aria-label=\"")
                .append(escape(label))
                .append("\">\n")
                .append(STYLE);
        box("page", 0, 0, width, height);
    }

    Svg box(String style, double x, double y, double width, double height) {
        return element("rect", style, "x", x, "y", y, "width", width, "height", height)
                .append("/>\n");
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        return element("line", style, "x1", x1, "y1", y1, "x2", x2, "y2", y2).append("/>\n");
    }

    Svg text(String style, double x, double y, String words) {
        return element("text", style, "x", x, "y", y).append(">" + escape(words) + "</text>\n");
    }

    Svg curve(String style, List<double[]> points) {
        StringBuilder places = new StringBuilder();
        for (double[] point : points) {
            places.append(places.isEmpty() ? "" : " ")
                    .append(number(point[0]))
                    .append(',')
                    .append(number(point[1]));
        }
        out.append("<polyline class=\"curve ")
                .append(style)
                .append("\" points=\"")
                .append(places);
        return append("\"/>\n");
    }

    private Svg element(String name, String style, Object... attributes) {
        out.append('<').append(name).append(" class=\"").append(style).append('"');
        for (int i = 0; i < attributes.length; i += 2) {
            double value = (double) attributes[i + 1];
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(number(value))
                    .append('"');
        }
        return this;
    }

    private Svg append(String text) {
        out.append(text);
        return this;
    }

    private static String number(double value) {
        return Numbers.shortest(value, 1);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return out + "</svg>\n";
    }
}

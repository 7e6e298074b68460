package io.meshclient.samples.shop.report;

import java.util.Locale;

/** Writes one SVG image as text, element by element. Colours and fonts come from the page's style sheet, by class. */
final class Svg {
    private final StringBuilder out = new StringBuilder();

    Svg(double width, double height, String label) {
        out.append("<svg");
        attribute("viewBox", "0 0 " + number(width) + " " + number(height));
        attribute("role", "img");
        attribute("aria-label", label);
        out.append(" xmlns=\"http://www.w3.org/2000/svg\">\n");
    }

    /** A filled rectangle with a text that appears under the pointer. */
    Svg rectangle(String style, Box box, String hint) {
        out.append("<rect");
        attribute("class", style);
        attribute("x", number(box.x()));
        attribute("y", number(box.y()));
        attribute("width", number(box.width()));
        attribute("height", number(box.height()));
        out.append("><title>").append(escape(hint)).append("</title></rect>\n");
        return this;
    }

    Svg line(String style, Point from, Point to) {
        out.append("<line");
        attribute("class", style);
        attribute("x1", number(from.x()));
        attribute("y1", number(from.y()));
        attribute("x2", number(to.x()));
        attribute("y2", number(to.y()));
        out.append("/>\n");
        return this;
    }

    Svg curve(String style, Iterable<Point> points) {
        StringBuilder places = new StringBuilder();
        for (Point point : points) {
            places.append(places.isEmpty() ? "" : " ")
                    .append(number(point.x()))
                    .append(',')
                    .append(number(point.y()));
        }
        out.append("<polyline");
        attribute("class", style);
        attribute("points", places.toString());
        out.append("/>\n");
        return this;
    }

    Svg text(String style, Point at, String content) {
        out.append("<text");
        attribute("class", style);
        attribute("x", number(at.x()));
        attribute("y", number(at.y()));
        out.append('>').append(escape(content)).append("</text>\n");
        return this;
    }

    /** The finished element. */
    @Override
    public String toString() {
        return out + "</svg>\n";
    }

    private void attribute(String name, String value) {
        out.append(' ').append(name).append("=\"").append(escape(value)).append('"');
    }

    /** At most two decimals, with a point in every country. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        String shorter = text.replaceAll("\\.?0+$", "");
        return shorter.equals("-0") ? "0" : shorter;
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A place; y grows downwards. */
    record Point(double x, double y) {}

    /** A rectangle by its upper left corner. */
    record Box(double x, double y, double width, double height) {}
}

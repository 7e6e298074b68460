package io.meshclient.simulation.report;

/** Numbers as text, the same on every JDK and in every country. */
final class Numbers {

    private Numbers() {}

    /** With so many decimals, halves up. */
    static String fixed(double value, int decimals) {
        long scale = 1;
        for (int i = 0; i < decimals; i++) {
            scale *= 10;
        }
        long scaled = Math.round(Math.abs(value) * scale);
        String sign = value < 0 && scaled > 0 ? "-" : "";
        String whole = sign + scaled / scale;
        if (decimals == 0) {
            return whole;
        }
        String part = Long.toString(scaled % scale);
        return whole + "." + "0".repeat(decimals - part.length()) + part;
    }

    /** The same without zeros at the end. */
    static String shortest(double value, int decimals) {
        String text = fixed(value, decimals);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    static String millis(long nanos) {
        return fixed(nanos / 1e6, 1);
    }
}

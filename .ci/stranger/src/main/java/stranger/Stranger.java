package stranger;

import java.util.Collections;
import java.util.List;
import okhttp3.OkHttp;

/** What a user's first class sees: OkHttp once, in the BOM's version, and none of our test or build libraries. */
final class Stranger {

    public static void main(String[] args) throws Exception {
        check(resources("okhttp3/OkHttpClient.class") == 1, "OkHttp is on the class path more than once");
        check(OkHttp.VERSION.equals("5.5.1"), "OkHttp is " + OkHttp.VERSION);
        for (String unwanted : List.of(
                "org/junit/jupiter/api/Test.class",
                "io/micrometer/core/instrument/MeterRegistry.class",
                "io/opentelemetry/api/OpenTelemetry.class",
                "com/google/errorprone/annotations/Immutable.class")) {
            check(resources(unwanted) == 0, unwanted + " reaches users");
        }
        System.out.println("the stranger's project works");
    }

    private static int resources(String name) throws Exception {
        return Collections.list(Stranger.class.getClassLoader().getResources(name))
                .size();
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}

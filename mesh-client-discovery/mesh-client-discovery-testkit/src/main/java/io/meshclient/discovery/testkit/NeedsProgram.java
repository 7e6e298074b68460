package io.meshclient.discovery.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class of tests that is not run on a machine without a program, such as a registry's server, and says so on the console.
 * Where {@code -Dmesh.require} (a list with commas) names the program, it fails instead.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ProgramCondition.class)
public @interface NeedsProgram {

    /**
     * The program, as {@link Programs#find} looks for it.
     *
     * @return the name of its file
     */
    String value();
}

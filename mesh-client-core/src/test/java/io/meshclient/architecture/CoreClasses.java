package io.meshclient.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;

/** The compiled classes of core without its tests, and which of its packages are API. Read once for all rules. */
final class CoreClasses {

    static final String ROOT = "io.meshclient";

    static final Set<String> API_PACKAGES = Set.of(
            ROOT,
            ROOT + ".time",
            ROOT + ".endpoint",
            ROOT + ".discovery",
            ROOT + ".outcome",
            ROOT + ".policy",
            ROOT + ".observe",
            ROOT + ".micrometer",
            ROOT + ".opentelemetry");

    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private CoreClasses() {}
}

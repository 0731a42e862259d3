package org.sluice.arch;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The classes that users get: those of the modules above the tests, read once. */
final class Library {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(
                    "org.sluice.api",
                    "org.sluice.core",
                    "org.sluice.grizzly",
                    "org.sluice.client",
                    "org.sluice.server");

    private Library() {}

    static JavaClasses classes() {
        return CLASSES;
    }
}

package org.sluice.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The console belongs to the application: only the command line writes to it. */
class ConsoleTest {

    @Test
    @DisplayName("only the command line uses System.out, System.err or printStackTrace")
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.sluice.client.cli..")
                .and()
                .doNotHaveFullyQualifiedName("org.sluice.server.launcher.ServeCommand")
                .should(ACCESS_STANDARD_STREAMS)
                .check(Library.classes());
    }
}

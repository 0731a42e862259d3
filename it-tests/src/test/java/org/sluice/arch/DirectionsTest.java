package org.sluice.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which module may use which; the table "Modules" of design.md, one test a line. */
class DirectionsTest {

    private static final String API = "org.sluice.api..";
    private static final String CORE = "org.sluice.core..";
    private static final String GRIZZLY = "org.sluice.grizzly..";
    private static final String CLIENT = "org.sluice.client..";
    private static final String SERVER = "org.sluice.server..";
    private static final String LAUNCHER = "org.sluice.server.launcher..";
    /** Needed to compile, not to run. */
    private static final String NULL_ANNOTATIONS = "org.jspecify.annotations";

    @Test
    @DisplayName("every module is looked at")
    void everyModuleIsLookedAt() {
        for (String module : new String[] {"api", "core", "grizzly", "client", "server"}) {
            assertThat(Library.classes()).as(module).anyMatch(c -> c.getPackageName()
                    .startsWith("org.sluice." + module));
        }
    }

    @Test
    @DisplayName("api uses the JDK and itself")
    void apiUsesTheJdk() {
        classes()
                .that()
                .resideInAPackage(API)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.net.ssl..", API, NULL_ANNOTATIONS)
                .check(Library.classes());
    }

    @Test
    @DisplayName(
            "core uses api, Jakarta WebSocket, JSON-B, the JDK and, in packages for web applications, servlets and CDI")
    void coreUsesTheStandards() {
        classes()
                .that()
                .resideInAPackage(CORE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.net.ssl..",
                        "jakarta.websocket..",
                        "jakarta.json.bind..",
                        "jakarta.servlet..",
                        "jakarta.enterprise..",
                        "javax.naming..",
                        API,
                        CORE,
                        NULL_ANNOTATIONS)
                .check(Library.classes());
    }

    @Test
    @DisplayName("only grizzly names the engine")
    void onlyGrizzlyNamesTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackage(GRIZZLY)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.glassfish..")
                .check(Library.classes());
    }

    @Test
    @DisplayName("grizzly knows neither end")
    void grizzlyKnowsNeitherEnd() {
        noClasses()
                .that()
                .resideInAPackage(GRIZZLY)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CLIENT, SERVER)
                .check(Library.classes());
    }

    @Test
    @DisplayName("client never uses server, and finds its engine at run time")
    void clientUsesNeitherServerNorEngine() {
        noClasses()
                .that()
                .resideInAPackage(CLIENT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVER, GRIZZLY)
                .check(Library.classes());
    }

    @Test
    @DisplayName("server never uses client")
    void serverNeverUsesClient() {
        noClasses()
                .that()
                .resideInAPackage(SERVER)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CLIENT)
                .check(Library.classes());
    }

    @Test
    @DisplayName("what is in the WAR uses neither the launcher nor its transport")
    void theWarKnowsNoLauncher() {
        noClasses()
                .that()
                .resideInAPackage(SERVER)
                .and()
                .resideOutsideOfPackage(LAUNCHER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(LAUNCHER, GRIZZLY, "picocli..")
                .check(Library.classes());
    }

    @Test
    @DisplayName("the modules have no cycles")
    void noCycles() {
        slices().matching("org.sluice.(*)..").should().beFreeOfCycles().check(Library.classes());
    }
}

package org.sluice.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The layers inside core: the sockets stand on the lanes, pipes and ports, never the other way round. */
class CorePackagesTest {

    @Test
    @DisplayName("common, port, send and receive know nothing of what stands on them")
    void theLowerPartsKnowNothingAbove() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.sluice.core.common..",
                        "org.sluice.core.credit..",
                        "org.sluice.core.deflate..",
                        "org.sluice.core.flow..",
                        "org.sluice.core.frame..",
                        "org.sluice.core.port..",
                        "org.sluice.core.send..",
                        "org.sluice.core.receive..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.sluice.core",
                        "org.sluice.core.application..",
                        "org.sluice.core.cdi..",
                        "org.sluice.core.config..",
                        "org.sluice.core.servlet..",
                        "org.sluice.core.socket..",
                        "org.sluice.core.portable..",
                        "org.sluice.core.spi..")
                .check(Library.classes());
    }

    @Test
    @DisplayName("only the edges of core name Jakarta WebSocket")
    void onlyTheEdgesNameJakarta() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.sluice.core.application..",
                        "org.sluice.core.cdi..",
                        "org.sluice.core.common..",
                        "org.sluice.core.credit..",
                        "org.sluice.core.deflate..",
                        "org.sluice.core.flow..",
                        "org.sluice.core.frame..",
                        "org.sluice.core.config..",
                        "org.sluice.core.port..",
                        "org.sluice.core.send..",
                        "org.sluice.core.servlet..",
                        "org.sluice.core.receive..",
                        "org.sluice.core.socket..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.websocket..")
                .check(Library.classes());
    }

    @Test
    @DisplayName("settings are read and checked without a container")
    void settingsKnowNothingElse() {
        classes()
                .that()
                .resideInAPackage("org.sluice.core.config..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "org.sluice.api..", "org.sluice.core.config..", "org.jspecify.annotations")
                .check(Library.classes());
    }

    @Test
    @DisplayName("compression knows frames and nothing else")
    void compressionKnowsOnlyFrames() {
        classes()
                .that()
                .resideInAPackage("org.sluice.core.deflate..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "org.sluice.core.frame..", "org.sluice.core.deflate..", "org.jspecify.annotations")
                .check(Library.classes());
        noClasses()
                .that()
                .resideInAPackage("org.sluice.core.frame..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.sluice.core.deflate..")
                .check(Library.classes());
    }

    @Test
    @DisplayName("credit knows nothing else")
    void creditKnowsNothingElse() {
        classes()
                .that()
                .resideInAPackage("org.sluice.core.credit..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.sluice.core.credit..", "org.jspecify.annotations")
                .check(Library.classes());
    }

    @Test
    @DisplayName("publishers and subscribers know neither lanes nor pipes nor sockets")
    void flowKnowsNothingElse() {
        classes()
                .that()
                .resideInAPackage("org.sluice.core.flow..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.sluice.api..", "org.sluice.core.flow..", "org.jspecify.annotations")
                .check(Library.classes());
    }

    @Test
    @DisplayName("servlets, names and CDI, which a program may lack, are named in one package each")
    void whatMayBeMissingIsNamedInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.sluice.core.servlet..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "javax.naming..")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("org.sluice.core.servlet..")
                .check(Library.classes());
        noClasses()
                .that()
                .resideOutsideOfPackage("org.sluice.core.cdi..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.enterprise..")
                .check(Library.classes());
    }

    @Test
    @DisplayName("the packages of core have no cycles")
    void noCyclesInCore() {
        slices().matching("org.sluice.core.(*)..").should().beFreeOfCycles().check(Library.classes());
    }
}

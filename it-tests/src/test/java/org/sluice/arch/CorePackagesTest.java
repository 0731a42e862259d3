package org.sluice.arch;

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
                        "org.sluice.core.port..",
                        "org.sluice.core.send..",
                        "org.sluice.core.receive..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.sluice.core",
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
                        "org.sluice.core.common..",
                        "org.sluice.core.port..",
                        "org.sluice.core.send..",
                        "org.sluice.core.receive..",
                        "org.sluice.core.socket..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.websocket..")
                .check(Library.classes());
    }

    @Test
    @DisplayName("the packages of core have no cycles")
    void noCyclesInCore() {
        slices().matching("org.sluice.core.(*)..").should().beFreeOfCycles().check(Library.classes());
    }
}

package org.sluice.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassPathTest {

    private static final ClassPath PATH = ClassPath.of(
            "/a/classes", "/lib/tyrus-core-2.2.2.jar", "/lib/tyrus-client-2.2.2.jar", "/lib/x-1.0.Final.jar");

    @Test
    void jarsAreLeftOutByTheBeginningOfTheirNames() {
        assertThat(PATH.without(List.of("tyrus-")).entries()).containsExactly("/a/classes", "/lib/x-1.0.Final.jar");
    }

    @Test
    void theVersionIsInTheNameOfTheJar() {
        assertThat(PATH.version("tyrus-core")).contains("2.2.2");
        assertThat(PATH.version("x")).contains("1.0.Final");
        assertThat(PATH.version("tyrus")).isEmpty();
        assertThat(PATH.version("absent")).isEmpty();
    }
}

package org.sluice.samples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SluiceTest {

    @Test
    void helpNamesEveryCommand() {
        Cli cli = Cli.run("help");
        assertThat(cli.out()).contains("serve", "demo", "message", "put", "get", "help", "version");
        assertThat(cli.exitCode()).isZero();
    }

    @Test
    void versionNamesJavaToo() {
        assertThat(Cli.run("version").out()).startsWith("sluice ").contains(" on Java ");
        assertThat(Cli.run("--version").out()).isEqualTo(Cli.run("version").out());
    }

    @Test
    void anUnknownCommandIsWrongUsage() {
        assertThat(Cli.run("swim").exitCode()).isEqualTo(2);
    }

    @Test
    void noCommandIsWrongUsage() {
        Cli cli = Cli.run();
        assertThat(cli.err()).contains("Missing required subcommand");
        assertThat(cli.exitCode()).isEqualTo(2);
    }

    @Test
    void theDemoVerifiesAllOfIt() {
        Cli cli = Cli.run("demo", "--bytes", "1MiB");
        assertThat(cli.exitCode()).as(cli.out()).isZero();
        assertThat(cli.out()).containsPattern("(?s)(yes.*){5}").doesNotContain("NO");
    }
}

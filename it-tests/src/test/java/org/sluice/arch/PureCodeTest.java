package org.sluice.arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pure parts decide and leave doing to others: bytes in, decisions out, and nothing to wait for. */
class PureCodeTest {

    private static final Set<String> WAITING = Set.of("nanoTime", "currentTimeMillis", "wait", "notify", "notifyAll");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.sluice.core.common.Utf8",
                "org.sluice.core.credit.Charge",
                "org.sluice.core.credit.CreditOffer",
                "org.sluice.core.credit.CreditTerms",
                "org.sluice.core.credit.CreditWindow",
                "org.sluice.core.credit.Grant",
                "org.sluice.core.credit.Granting",
                "org.sluice.core.credit.StreamChunks",
                "org.sluice.core.credit.WindowGauge",
                "org.sluice.core.credit.WindowSize",
                "org.sluice.core.deflate.DeflateAgreement",
                "org.sluice.core.deflate.DeflateOffer",
                "org.sluice.core.deflate.DeflateParameters",
                "org.sluice.core.deflate.DeflatePolicy",
                "org.sluice.core.deflate.ExtensionHeader",
                "org.sluice.core.deflate.History",
                "org.sluice.core.deflate.MessageDeflater",
                "org.sluice.core.deflate.MessageInflater",
                "org.sluice.core.frame.ClosePayload",
                "org.sluice.core.frame.FrameDecoder",
                "org.sluice.core.frame.FrameEncoder",
                "org.sluice.core.frame.FrameHeader",
                "org.sluice.core.frame.Masking",
                "org.sluice.core.frame.Utf8Check",
                "org.sluice.core.config.Origins",
                "org.sluice.core.receive.MessageAssembler",
                "org.sluice.core.receive.MessageMarks",
                "org.sluice.core.receive.Segments",
                "org.sluice.core.send.Outgoing",
                "org.sluice.core.send.SendQueue",
                "org.sluice.core.send.SharedFrames",
                "org.sluice.core.send.Turn",
                "org.sluice.core.socket.CloseReasons",
                "org.sluice.core.socket.ConnectUri",
                "org.sluice.core.socket.SocketState"
            })
    @DisplayName("a pure part uses no thread, lock, clock or socket")
    void pureParts(String name) {
        assertThat(Library.classes().contain(name)).as("%s exists", name).isTrue();
        check(Library.classes(), name);
    }

    @Test
    @DisplayName("the rule sees a clock, a thread, a lock and a socket")
    void theRuleBites() {
        for (Class<?> impure :
                new Class<?>[] {Clock.class, Runner.class, Locked.class, Waiting.class, Connected.class}) {
            JavaClasses one = new ClassFileImporter().importClasses(impure);
            assertThatThrownBy(() -> check(one, impure.getName()))
                    .as(impure.getSimpleName())
                    .isInstanceOf(AssertionError.class);
        }
    }

    private static void check(JavaClasses classes, String name) {
        // With its nested classes.
        DescribedPredicate<JavaClass> part = describe(name, c -> (c.getName() + "$").startsWith(name + "$"));
        noClasses()
                .that(part)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.channels..", "java.util.concurrent.locks..", "java.time..", "jakarta..")
                .orShould()
                .dependOnClassesThat(describe("reach the network", PureCodeTest::reachesTheNetwork))
                .orShould()
                .dependOnClassesThat(describe("run or wait for threads", PureCodeTest::isAboutThreads))
                .orShould()
                .accessTargetWhere(describe("reads a clock or waits", PureCodeTest::readsAClockOrWaits))
                .check(classes);
        assertThat(classes.stream().filter(part).flatMap(c -> c.getMethods().stream()))
                .noneMatch(method -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED));
    }

    private static boolean reachesTheNetwork(JavaClass used) {
        // Addresses as such are values.
        return used.getPackageName().startsWith("java.net")
                && !used.isEquivalentTo(URI.class)
                && !used.isEquivalentTo(URISyntaxException.class);
    }

    private static boolean isAboutThreads(JavaClass used) {
        return used.isAssignableTo(Thread.class)
                || used.isAssignableTo(java.util.concurrent.Executor.class)
                || used.isEquivalentTo(java.util.concurrent.TimeUnit.class)
                || used.isEquivalentTo(java.util.concurrent.Semaphore.class)
                || used.isEquivalentTo(java.util.concurrent.CountDownLatch.class);
    }

    private static boolean readsAClockOrWaits(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        return (owner.isEquivalentTo(System.class) || owner.isEquivalentTo(Object.class))
                && WAITING.contains(access.getName());
    }

    static final class Clock {
        long now() {
            return System.nanoTime();
        }
    }

    static final class Runner {
        void run() {
            Thread.onSpinWait();
        }
    }

    static final class Locked {
        synchronized int locked() {
            return 1;
        }
    }

    static final class Waiting {
        private final java.util.concurrent.locks.ReentrantLock lock = new java.util.concurrent.locks.ReentrantLock();

        boolean isLocked() {
            return lock.isLocked();
        }
    }

    static final class Connected {
        boolean isClosed(java.net.Socket socket) {
            return socket.isClosed();
        }
    }
}

package org.sluice.core.portable;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.ws.wsoc.WebSocketContainerManager;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;
import org.sluice.core.doubles.FakeSession;

class OpenLibertyTest {

    @Test
    void applicationThatSeesItsInterfaceRunsThere() {
        assertThat(OpenLiberty.isVisibleTo(OpenLibertyTest.class.getClassLoader()))
                .isTrue();
        assertThat(OpenLiberty.isVisibleTo(ClassLoader.getPlatformClassLoader()))
                .isFalse();
    }

    @Test
    void whatTheContainerInjectedIsGivenUp() {
        Object made = new Object();

        OpenLiberty.release(new FakeSession().session(), made);

        assertThat(WebSocketContainerManager.RELEASED).contains(made);
    }

    @Test
    void otherContainersAreLeftAlone() throws Exception {
        Object made = new Object();
        URL api = Session.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader another = new URLClassLoader(new URL[] {api}, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = another.loadClass(Session.class.getName());
            Object foreign = Proxy.newProxyInstance(another, new Class<?>[] {type}, (self, method, given) -> null);

            OpenLiberty.release(foreign, made);
        }
        assertThat(WebSocketContainerManager.RELEASED).doesNotContain(made);
    }

    @Test
    void containerThatFailsToDoSoDoesNoHarm() {
        RuntimeException made = new IllegalStateException("the key that the container chokes on");

        OpenLiberty.release(new FakeSession().session(), made);

        assertThat(WebSocketContainerManager.RELEASED).doesNotContain(made);
    }
}

package example;

import static org.assertj.core.api.Assertions.assertThat;

import example.app.Echo;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A test of somebody's endpoint, as the README shows it. */
@ArquillianTest
public class EchoTest {

    @ArquillianResource
    private URI deployed;

    @Deployment
    public static WebArchive war() {
        return ShrinkWrap.create(WebArchive.class, "echo.war").addClass(Echo.class);
    }

    @Test
    @RunAsClient
    @DisplayName("outside: an ordinary annotated endpoint answers")
    public void answers() throws Exception {
        assertThat(Client.ask(Client.at(deployed, "echo/ada"), "hello")).isEqualTo("ada: hello");
        assertThat(Echo.MESSAGES)
                .as("the class of the test runner is another one")
                .hasValue(0);
    }

    @Test
    @DisplayName("inside: the test sees the classes and the state of the application")
    public void seesTheState() throws Exception {
        int before = Echo.MESSAGES.get();
        assertThat(Client.ask(Client.at(deployed, "echo/bob"), "hello")).isEqualTo("bob: hello");
        assertThat(Echo.MESSAGES).hasValue(before + 1);
    }
}

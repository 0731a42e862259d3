package org.sluice.arquillian;

import org.jboss.arquillian.container.spi.ConfigurationException;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** What {@code arquillian.xml} can set for the embedded container. */
public final class EmbeddedConfiguration implements ContainerConfiguration {

    private String host = "127.0.0.1";
    private int port;

    /** Called by Arquillian. */
    public EmbeddedConfiguration() {}

    /**
     * Where deployments listen.
     *
     * @return a host name or an address; loopback by default
     */
    public String getHost() {
        return host;
    }

    /**
     * Sets where deployments listen.
     *
     * @param host a host name or an address
     */
    public void setHost(String host) {
        this.host = host;
    }

    /**
     * The port of a deployment.
     *
     * @return 0, the default, for one that the system picks, anew for each deployment
     */
    public int getPort() {
        return port;
    }

    /**
     * Sets the port of a deployment.
     *
     * @param port 0 to 65535; with more than one deployment only 0 works
     */
    public void setPort(int port) {
        this.port = port;
    }

    @Override
    public void validate() throws ConfigurationException {
        if (port < 0 || port > 65535) {
            throw new ConfigurationException("port must be 0 to 65535, but is " + port);
        }
    }
}

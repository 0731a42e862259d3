package org.sluice.it.container;

import java.nio.file.Path;
import java.time.Duration;
import org.jboss.arquillian.container.spi.ConfigurationException;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** What {@code arquillian.xml} says of a container of the suite. Setters are called by Arquillian. */
public final class ServerConfiguration implements ContainerConfiguration {

    private String recipe = "";
    private String version = "";
    private String artifact = "";
    private String folder = "";
    private int startSeconds = 120;
    private String transport = "";

    /** The class of the {@link Recipe}; none for the embedded launcher, in the process of the tests. */
    public void setRecipe(String recipe) {
        this.recipe = recipe;
    }

    /** What the server is called in the table, with its version. */
    public void setVersion(String version) {
        this.version = version;
    }

    /** The unpacked distribution, or the jar. */
    public void setArtifact(String artifact) {
        this.artifact = artifact;
    }

    /** Holds the server's home while it runs, and its log. */
    public void setFolder(String folder) {
        this.folder = folder;
    }

    /** How long the server may take to bring its applications up. */
    public void setStartSeconds(int startSeconds) {
        this.startSeconds = startSeconds;
    }

    /** The transport of the tests' client and, on the embedded launcher, of the server; none for the default. */
    public void setTransport(String transport) {
        this.transport = transport;
    }

    String transport() {
        return transport;
    }

    boolean embedded() {
        return recipe.isEmpty();
    }

    String version() {
        return version;
    }

    Path artifact() {
        return Path.of(artifact);
    }

    Path folder() {
        return Path.of(folder);
    }

    Duration startLimit() {
        return Duration.ofSeconds(startSeconds);
    }

    Recipe newRecipe() {
        try {
            return Class.forName(recipe)
                    .asSubclass(Recipe.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new ConfigurationException("The recipe " + recipe + " cannot be made", e);
        }
    }

    @Override
    public void validate() throws ConfigurationException {
        if (version.isEmpty()) {
            throw new ConfigurationException("version is missing: the table shows it");
        }
        if (!embedded() && (artifact.isEmpty() || folder.isEmpty())) {
            throw new ConfigurationException("A container with a recipe needs an artifact and a folder");
        }
    }
}

package org.sluice.server.launcher;

import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.sluice.grizzly.WebSocketApplication;

/** An opened WAR: its class loader and what it deploys. An archive lies unpacked in a temporary folder until it is closed. */
final class War implements Closeable {

    private static final String SUFFIX = ".war";

    private final Path given;
    private final @Nullable Path unpacked;
    private final WarClassLoader loader;
    private final Map<String, String> contextParameters;
    private final WebSocketApplication application;

    private War(
            Path given,
            @Nullable Path unpacked,
            WarClassLoader loader,
            Map<String, String> contextParameters,
            List<String> candidates)
            throws WarException {
        this.given = given;
        this.unpacked = unpacked;
        this.contextParameters = contextParameters;
        this.loader = loader;
        this.application = application(candidates);
    }

    /**
     * Opens an archive or an exploded folder.
     *
     * @throws WarException if it cannot be served
     * @throws IOException if the temporary folder fails
     */
    static War open(Path given) throws IOException {
        contextPath(given);
        if (Files.isDirectory(given)) {
            return open(given, null, given);
        }
        if (!Files.isReadable(given)) {
            throw new WarException(given, "there is no such file that can be read; check the path", null);
        }
        Path folder = Files.createTempDirectory("sluice-war-").toRealPath();
        return orElse(() -> Unpacking.delete(folder), () -> {
            try {
                Unpacking.unpack(given, "WEB-INF/", folder);
            } catch (ZipException e) {
                throw new WarException(given, "it is no sound archive (" + e.getMessage() + "); build it again", e);
            }
            return open(given, folder, folder);
        });
    }

    private static War open(Path given, @Nullable Path unpacked, Path root) throws IOException {
        Path classes = root.resolve("WEB-INF/classes");
        List<Path> jars = jars(root.resolve("WEB-INF/lib"));
        List<URL> classPath = new ArrayList<>();
        if (Files.isDirectory(classes)) {
            classPath.add(classes.toUri().toURL());
        }
        List<String> candidates = new ArrayList<>(ClassScan.folder(classes));
        for (Path jar : jars) {
            classPath.add(jar.toUri().toURL());
            try {
                candidates.addAll(ClassScan.jar(jar));
            } catch (ZipException e) {
                throw new WarException(given, "its " + jar.getFileName() + " is no sound jar; build it again", e);
            }
        }
        Map<String, String> parameters = contextParameters(given, root.resolve("WEB-INF/web.xml"));
        ClassLoader launcher = Objects.requireNonNull(War.class.getClassLoader());
        WarClassLoader loader = new WarClassLoader(contextPath(given), classPath.toArray(URL[]::new), launcher);
        return orElse(loader, () -> new War(given, unpacked, loader, parameters, candidates));
    }

    /** What it deploys, at its own context path and under its own class loader. */
    WebSocketApplication application() {
        return application;
    }

    /** What its classes see. */
    ClassLoader loader() {
        return loader;
    }

    /** Those of its {@code web.xml}. */
    Map<String, String> contextParameters() {
        return contextParameters;
    }

    Path given() {
        return given;
    }

    @Override
    public void close() throws IOException {
        loader.close();
        if (unpacked != null) {
            Unpacking.delete(unpacked);
        }
    }

    /** {@code chat.war} and a folder {@code chat} live at {@code /chat}, {@code ROOT} at {@code /}. */
    static String contextPath(Path given) throws WarException {
        String name = Objects.toString(given.toAbsolutePath().normalize().getFileName(), "");
        String stem = name.toLowerCase(Locale.ROOT).endsWith(SUFFIX)
                ? name.substring(0, name.length() - SUFFIX.length())
                : name;
        if (!stem.matches("[A-Za-z0-9._~-]+")) {
            throw new WarException(
                    given,
                    "its name becomes the context path; rename it to letters, digits, '.', '_', '~' and '-'",
                    null);
        }
        return stem.equals("ROOT") ? "/" : '/' + stem;
    }

    private WebSocketApplication application(List<String> candidates) throws WarException {
        Set<Class<?>> annotated = new LinkedHashSet<>();
        Set<Class<? extends Endpoint>> programmatic = new LinkedHashSet<>();
        List<Class<? extends ServerApplicationConfig>> configs = new ArrayList<>();
        for (String name : candidates) {
            Class<?> type = load(name);
            if (type.isAnnotationPresent(ServerEndpoint.class)) {
                annotated.add(type);
            } else if (isConcrete(type) && Endpoint.class.isAssignableFrom(type)) {
                programmatic.add(type.asSubclass(Endpoint.class));
            } else if (isConcrete(type) && ServerApplicationConfig.class.isAssignableFrom(type)) {
                configs.add(type.asSubclass(ServerApplicationConfig.class));
            }
        }
        Set<ServerEndpointConfig> endpointConfigs = new LinkedHashSet<>();
        if (!configs.isEmpty()) {
            Set<Class<?>> chosen = new LinkedHashSet<>();
            for (Class<? extends ServerApplicationConfig> type : configs) {
                ask(type, annotated, programmatic, chosen, endpointConfigs);
            }
            annotated = chosen;
        }
        if (annotated.isEmpty() && endpointConfigs.isEmpty()) {
            throw new WarException(
                    given,
                    "it has no endpoint; put a class with @ServerEndpoint into WEB-INF/classes or into a jar in WEB-INF/lib",
                    null);
        }
        return new WebSocketApplication(contextPath(given), annotated, endpointConfigs, loader);
    }

    /** Jakarta WebSocket 2.0, 6.2: where there are configurations, they alone say what is deployed. */
    private void ask(
            Class<? extends ServerApplicationConfig> type,
            Set<Class<?>> annotated,
            Set<Class<? extends Endpoint>> programmatic,
            Set<Class<?>> chosen,
            Set<ServerEndpointConfig> configs)
            throws WarException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            ServerApplicationConfig config = type.getDeclaredConstructor().newInstance();
            chosen.addAll(orEmpty(config.getAnnotatedEndpointClasses(annotated)));
            configs.addAll(orEmpty(config.getEndpointConfigs(programmatic)));
        } catch (ReflectiveOperationException e) {
            throw new WarException(
                    given, type.getName() + " cannot be made; it needs a public constructor without parameters", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static <T> Set<T> orEmpty(@Nullable Set<T> set) {
        return set == null ? Set.of() : set;
    }

    private Class<?> load(String name) throws WarException {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new WarException(
                    given,
                    "its class " + name + " cannot be loaded (" + e + "); add what is missing to WEB-INF/lib",
                    e);
        }
    }

    private static boolean isConcrete(Class<?> type) {
        return !type.isInterface() && !Modifier.isAbstract(type.getModifiers());
    }

    private static Map<String, String> contextParameters(Path given, Path descriptor) throws IOException {
        try {
            return WebXml.contextParameters(descriptor);
        } catch (XMLStreamException e) {
            throw new WarException(given, "its WEB-INF/web.xml is not sound (" + e.getMessage() + "); correct it", e);
        }
    }

    private static List<Path> jars(Path lib) throws IOException {
        if (!Files.isDirectory(lib)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(lib)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private interface Opening {
        War open() throws IOException;
    }

    /** Runs a step, and gives back what was taken before it if it fails. */
    private static War orElse(Closeable taken, Opening step) throws IOException {
        boolean done = false;
        try {
            War war = step.open();
            done = true;
            return war;
        } finally {
            if (!done) {
                taken.close();
            }
        }
    }
}

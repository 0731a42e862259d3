package org.sluice.core.servlet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * Has a container's executor or thread factory be called in the context of the application, whichever thread calls it. A task has the
 * names ({@code java:comp}) of the thread that hands it in, on some containers, WildFly among them, so has a thread of the one that asks
 * for it, and that may be a timer or an I/O thread, which has none. By the container's context service (Jakarta Concurrency,
 * ContextService), of which no class is linked.
 */
final class Contextual {

    static final String SERVICE = "java:comp/DefaultContextService";

    private static final Logger LOG = System.getLogger("org.sluice");

    private Contextual() {}

    /** On a thread that has the context; the called one itself where the container has no context service. */
    @SuppressWarnings("BanJNDI") // The name is a constant.
    static <T> T of(T called, Class<T> face) {
        try {
            Object service = InitialContext.doLookup(SERVICE);
            Method proxy = service == null ? null : proxyMethod(service.getClass());
            if (proxy != null) {
                return face.cast(proxy.invoke(service, called, face));
            }
        } catch (NamingException | ReflectiveOperationException e) {
            LOG.log(Level.DEBUG, "No context service; tasks and threads have the context of whoever asks for them", e);
        }
        return called;
    }

    /** As a public interface declares it, since the class that implements it may be the container's secret. */
    private static @Nullable Method proxyMethod(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Class<?> face : each.getInterfaces()) {
                Method found = declaredBy(face);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static @Nullable Method declaredBy(Class<?> face) {
        if (!Modifier.isPublic(face.getModifiers())) {
            return null;
        }
        try {
            return face.getMethod("createContextualProxy", Object.class, Class.class);
        } catch (NoSuchMethodException e) {
            LOG.log(Level.TRACE, "Not the interface that is looked for", e);
            return null;
        }
    }
}

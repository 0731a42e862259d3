package org.sluice.core.servlet;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;

/** The names of a container, for as long as it is open. */
public final class FakeNames implements InitialContextFactory, AutoCloseable {

    private static final Map<String, Object> BOUND = new ConcurrentHashMap<>();

    /** By JNDI, and by {@link #with}. */
    public FakeNames() {}

    static FakeNames with(String name, Object value) {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, FakeNames.class.getName());
        BOUND.put(name, value);
        return new FakeNames();
    }

    @Override
    public void close() {
        BOUND.clear();
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    }

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
        return new InitialContext(true) {
            @Override
            public Object lookup(String name) throws NamingException {
                Object value = BOUND.get(name);
                if (value == null) {
                    throw new NameNotFoundException(name);
                }
                return value;
            }
        };
    }
}

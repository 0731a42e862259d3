package org.sluice.core.portable;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Finds what a container's classes have, by its name. */
final class Internals {

    private Internals() {}

    /** A public method without parameters; null where there is none. */
    static @Nullable Method method(Class<?> type, String name) {
        try {
            return type.getMethod(name);
        } catch (NoSuchMethodException anotherContainer) {
            return null;
        }
    }

    /**
     * A field of a class or of those that it extends.
     *
     * @return accessible
     * @throws NoSuchFieldException if none has it
     * @throws java.lang.reflect.InaccessibleObjectException if the class is in a module that does not open it
     */
    static Field field(Class<?> type, String name) throws NoSuchFieldException {
        for (Class<?> some = type; some != null; some = some.getSuperclass()) {
            for (Field field : some.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(type.getName() + " has no field " + name);
    }
}

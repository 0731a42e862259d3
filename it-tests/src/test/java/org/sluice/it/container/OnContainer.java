package org.sluice.it.container;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;

/**
 * Marks classes whose tests run against a WAR on the container that their one {@link Tag} names. The name is that of a
 * profile of the build, of a container in {@code arquillian.xml}, and of a row of the table.
 */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OnContainer {

    /** Whether the tests run inside the container, with the classes of the user's WAR. */
    boolean inside() default false;

    /** Reads the name of the container. */
    final class Name {

        private Name() {}

        /** The container that a class runs on. */
        public static String of(Class<?> type) {
            Tag[] tags = type.getAnnotationsByType(Tag.class);
            if (tags.length != 1) {
                throw new IllegalStateException(
                        type + " must have one tag, the name of its container, but has " + Arrays.toString(tags));
            }
            return tags[0].value();
        }
    }
}

package org.sluice.it.container;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks classes whose tests run against the WAR of the build on the container that their one {@link org.junit.jupiter.api.Tag} names.
 * The name is that of a profile of the build, of a container in {@code arquillian.xml}, and of a row of the table.
 */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OnContainer {}

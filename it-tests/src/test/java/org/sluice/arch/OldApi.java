package org.sluice.arch;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.properties.HasName;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An old version of Jakarta WebSocket, asked what of it classes built against a newer one would miss. Compares names and types as a
 * virtual machine does when it links; what the same method does in each version is not its matter.
 */
final class OldApi {

    private static final String PACKAGE = "jakarta.websocket";

    private final ClassLoader old;

    OldApi(ClassLoader old) {
        this.old = old;
    }

    /** What the class names, or calls that the old version does not have. */
    List<String> missedBy(JavaClass user) {
        List<String> missed = new ArrayList<>();
        user.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType)
                .filter(OldApi::isOfTheApi)
                .filter(used -> find(used).isEmpty())
                .forEach(used -> missed.add(user.getName() + " names " + used.getName()));
        for (JavaAccess<?> access : user.getAccessesFromSelf()) {
            // The class that the code names may be a subclass of ours.
            JavaClass owner =
                    access.getTarget().resolveMember().map(JavaMember::getOwner).orElse(access.getTargetOwner());
            if (isOfTheApi(owner) && !has(owner, access.getTarget())) {
                missed.add(access.getDescription());
            }
        }
        return missed;
    }

    private boolean has(JavaClass owner, AccessTarget target) {
        Optional<Class<?>> type = find(owner);
        if (type.isEmpty()) {
            return false;
        }
        if (target instanceof AccessTarget.FieldAccessTarget field) {
            return Arrays.stream(type.get().getFields())
                    .anyMatch(f -> f.getName().equals(field.getName())
                            && f.getType().getName().equals(field.getRawType().getName()));
        }
        AccessTarget.CodeUnitAccessTarget code = (AccessTarget.CodeUnitAccessTarget) target;
        if (code.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)) {
            return Arrays.stream(type.get().getDeclaredConstructors())
                    .anyMatch(c -> sameTypes(c.getParameterTypes(), code));
        }
        return methods(type.get())
                .anyMatch(m -> m.getName().equals(code.getName())
                        && m.getReturnType()
                                .getName()
                                .equals(code.getRawReturnType().getName())
                        && sameTypes(m.getParameterTypes(), code));
    }

    private static Stream<Method> methods(Class<?> type) {
        // Interfaces do not list the methods of Object, which can be called on them all the same.
        return Stream.of(type.getMethods(), type.getDeclaredMethods(), Object.class.getMethods())
                .flatMap(Arrays::stream);
    }

    private static boolean sameTypes(Class<?>[] types, AccessTarget.CodeUnitAccessTarget code) {
        return Arrays.stream(types)
                .map(Class::getName)
                .toList()
                .equals(code.getRawParameterTypes().stream()
                        .map(HasName::getName)
                        .toList());
    }

    private Optional<Class<?>> find(JavaClass type) {
        try {
            return Optional.of(Class.forName(type.getName(), false, old));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    private static boolean isOfTheApi(JavaClass type) {
        return type.getPackageName().startsWith(PACKAGE);
    }
}

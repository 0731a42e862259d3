package org.sluice.it.promises;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Finds the tests of all modules in their sources, with the names they are given by {@code @DisplayName}. Sources, because no module
 * sees the test classes of all others. A disabled test proves nothing and is passed over.
 */
final class TestSources {

    private static final Set<String> TESTS = Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory");
    private static final String SOURCES = "src/test/java";

    private final Path root;

    /** Of the project in a folder. */
    TestSources(Path root) {
        this.root = root;
    }

    /** All tests with a name, in order; a name on a class counts once for all of its tests. */
    SortedSet<Proof> tests() throws IOException {
        SortedSet<Proof> found = new TreeSet<>();
        for (Path module : modules()) {
            parse(files(module.resolve(SOURCES)), root.relativize(module).toString(), found);
        }
        return found;
    }

    private List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.find(root, 2, (path, is) -> is.isDirectory())) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .filter(folder -> Files.isDirectory(folder.resolve(SOURCES)))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static void parse(List<Path> files, String module, SortedSet<Proof> found) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            for (CompilationUnitTree unit : task.parse()) {
                for (Tree type : unit.getTypeDecls()) {
                    if (type instanceof ClassTree named) {
                        look(named, "", module, found);
                    }
                }
            }
        }
    }

    private static void look(ClassTree type, String around, String module, SortedSet<Proof> found) {
        if (has(type.getModifiers(), Set.of("Disabled"))) {
            return;
        }
        String name = around + type.getSimpleName();
        boolean any = false;
        for (Tree member : type.getMembers()) {
            if (member instanceof ClassTree inner) {
                look(inner, name + '.', module, found);
            } else if (member instanceof MethodTree method && isTest(method)) {
                any = true;
                displayName(method.getModifiers()).ifPresent(text -> found.add(new Proof(module, name, text)));
            }
        }
        if (any) {
            displayName(type.getModifiers()).ifPresent(text -> found.add(new Proof(module, name, text)));
        }
    }

    private static boolean isTest(MethodTree method) {
        return has(method.getModifiers(), TESTS) && !has(method.getModifiers(), Set.of("Disabled"));
    }

    private static boolean has(ModifiersTree modifiers, Set<String> names) {
        return modifiers.getAnnotations().stream().anyMatch(annotation -> names.contains(typeOf(annotation)));
    }

    private static Optional<String> displayName(ModifiersTree modifiers) {
        return modifiers.getAnnotations().stream()
                .filter(annotation -> typeOf(annotation).equals("DisplayName"))
                .map(annotation -> text(annotation.getArguments().get(0)))
                .findFirst();
    }

    private static String typeOf(AnnotationTree annotation) {
        String full = annotation.getAnnotationType().toString();
        return full.substring(full.lastIndexOf('.') + 1);
    }

    private static String text(ExpressionTree value) {
        if (value instanceof AssignmentTree assignment) {
            return text(assignment.getExpression());
        }
        if (value instanceof BinaryTree sum) {
            return text(sum.getLeftOperand()) + text(sum.getRightOperand());
        }
        if (value instanceof LiteralTree literal) {
            return String.valueOf(literal.getValue());
        }
        throw new IllegalArgumentException("The name of a test must be a text, but one is: " + value);
    }
}

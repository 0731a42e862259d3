package org.sluice.arch;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.bind.JsonbBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jars that a project gets when it depends on {@code org.sluice:sluice-client} and nothing else, as the build resolved them. */
final class ClientClosure {

    private static final String CLIENT = "sluice-client";

    private ClientClosure() {}

    /** A node of the tree that the build writes, which names an artifact's children at one of its places only. */
    public static final class Node {
        public String artifactId = "";
        public String version = "";
        public List<Node> children = new ArrayList<>();

        private String file() {
            return artifactId + "-" + version + ".jar";
        }
    }

    static String path() throws IOException {
        Map<String, String> paths = Stream.of(
                        System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .collect(Collectors.toMap(
                        entry -> Path.of(entry).getFileName().toString(), entry -> entry, (a, b) -> a));
        return files().stream()
                .map(file -> {
                    assertThat(paths).containsKey(file);
                    return paths.get(file);
                })
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Set<String> files() throws IOException {
        Map<String, Set<String>> children = new HashMap<>();
        List<String> open = new ArrayList<>();
        Node root = read();
        collect(root, children);
        root.children.stream()
                .filter(node -> node.artifactId.equals(CLIENT))
                .map(Node::file)
                .forEach(open::add);
        Set<String> closure = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            String next = open.remove(open.size() - 1);
            if (closure.add(next)) {
                open.addAll(children.getOrDefault(next, Set.of()));
            }
        }
        return closure;
    }

    private static void collect(Node node, Map<String, Set<String>> children) {
        for (Node child : node.children) {
            children.computeIfAbsent(node.file(), file -> new LinkedHashSet<>()).add(child.file());
            collect(child, children);
        }
    }

    private static Node read() throws IOException {
        String tree = Files.readString(Path.of(System.getProperty("dependency.tree")));
        return JsonbBuilder.create().fromJson(tree, Node.class);
    }
}

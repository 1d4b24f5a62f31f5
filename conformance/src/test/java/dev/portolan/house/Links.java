package dev.portolan.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** Pages have one title, and what they point to is there: files, headings, and places in the sources. */
final class Links {

    /** A place in a source, {@code path:/regular expression/}; the end of a path will do if it is unique. */
    private static final Pattern CITATION = Pattern.compile("`([\\w.][\\w./-]*):/([^`]+)/`");

    private Links() {}

    static List<Finding> check(SourceTree tree) {
        List<Finding> findings = new ArrayList<>();
        for (String path : tree.withExtension("md")) {
            Markdown page = new Markdown(tree.lines(path));
            if (page.titles().size() != 1) {
                findings.add(new Finding(path, 0, page.titles().size() + " titles; a page has one"));
            }
            for (Markdown.Link link : page.links()) {
                checkLink(tree, path, page, link, findings);
            }
            for (int i = 0; i < page.prose().size(); i++) {
                Matcher citation = CITATION.matcher(page.prose().get(i));
                while (citation.find()) {
                    String wrong = wrongWith(tree, citation.group(1), citation.group(2));
                    if (wrong != null) {
                        findings.add(new Finding(path, i + 1, wrong + ": " + citation.group()));
                    }
                }
            }
        }
        return findings;
    }

    private static void checkLink(
            SourceTree tree, String path, Markdown page, Markdown.Link link, List<Finding> findings) {
        String target = link.target();
        if (target.matches("[a-z][a-z0-9+.-]*:.*")) {
            return;
        }
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        String resolved = file.isEmpty() ? path : resolve(path, file);
        if (!tree.has(resolved)) {
            findings.add(new Finding(path, link.line(), "there is no " + resolved));
        } else if (hash >= 0 && SourceTree.extension(resolved).equals("md")) {
            Markdown there = file.isEmpty() ? page : new Markdown(tree.lines(resolved));
            if (!there.anchors().contains(target.substring(hash + 1))) {
                findings.add(
                        new Finding(path, link.line(), "no heading " + target.substring(hash) + " in " + resolved));
            }
        }
    }

    private static String resolve(String page, String target) {
        List<String> names = new ArrayList<>(List.of(page.split("/")));
        names.remove(names.size() - 1);
        for (String name : target.split("/")) {
            if (name.equals("..") && !names.isEmpty()) {
                names.remove(names.size() - 1);
            } else if (!name.equals(".") && !name.isEmpty()) {
                names.add(name);
            }
        }
        return String.join("/", names);
    }

    private static String wrongWith(SourceTree tree, String path, String expression) {
        List<String> files = tree.paths().stream()
                .filter(file -> file.equals(path) || file.endsWith("/" + path))
                .collect(Collectors.toList());
        if (files.size() != 1) {
            return files.isEmpty() ? "no such file" : "which of " + files;
        }
        try {
            Pattern pattern = Pattern.compile(expression);
            boolean found = tree.lines(files.get(0)).stream()
                    .anyMatch(line -> pattern.matcher(line).find());
            return found ? null : "no line matches";
        } catch (PatternSyntaxException e) {
            return "not a regular expression, " + e.getDescription();
        }
    }
}

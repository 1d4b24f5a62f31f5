package dev.portolan.spec.tlc;

import dev.portolan.spec.SpecError;
import dev.portolan.spec.SpecFiles;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the first error in what the parser SANY printed. */
final class SanyErrors {

    private static final Pattern PARSING = Pattern.compile("Parsing file (.*)");
    private static final Pattern LEXICAL = Pattern.compile("Lexical error at line (\\d+), column (\\d+)\\.\\s*(.*)");
    private static final Pattern SYNTAX = Pattern.compile("(.*) at line (\\d+), col(?:umn)? (\\d+)(.*)");
    private static final Pattern SEMANTIC =
            Pattern.compile("line (\\d+), col (\\d+) to line \\d+, col \\d+ of module (\\S+)");

    private static final Pattern MISSING =
            Pattern.compile("Cannot find source file for module (\\S+) imported in module (\\S+?)\\.?");

    private final SpecFiles files;
    private final List<String> lines;
    private String parsed;

    private SanyErrors(SpecFiles files, List<String> lines) {
        this.files = files;
        this.lines = lines;
    }

    /** The first error of the parser's output, with the place as the author knows it. */
    static SpecError first(SpecFiles files, List<String> lines) {
        return new SanyErrors(files, lines).first();
    }

    private SpecError first() {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).trim();
            Matcher parsing = PARSING.matcher(line);
            Matcher lexical = LEXICAL.matcher(line);
            Matcher semantic = SEMANTIC.matcher(line);
            Matcher missing = MISSING.matcher(line);
            if (parsing.matches()) {
                parsed = parsing.group(1);
            } else if (lexical.matches()) {
                return error(parsed, lexical.group(1), lexical.group(2), lexical.group(3));
            } else if (line.startsWith("***Parse Error***")) {
                return syntax(i + 1);
            } else if (semantic.matches()) {
                return error(semantic.group(3), semantic.group(1), semantic.group(2), following(i + 1));
            } else if (missing.matches()) {
                return missing(missing.group(1), missing.group(2));
            }
        }
        return new SpecError(parsed == null ? null : files.pathOf(parsed), 0, 0, "does not parse");
    }

    /** SANY does not say where the missing module is named. */
    private SpecError missing(String module, String importer) {
        String problem = "there is no module " + module;
        if (!files.names().containsKey(importer + ".tla")) {
            return new SpecError(importer, 0, 0, problem);
        }
        String[] text = files.text(importer + ".tla").split("\n");
        Pattern word = Pattern.compile("(?<!\\w)" + Pattern.quote(module) + "(?!\\w)");
        for (int i = 0; i < text.length; i++) {
            Matcher named = word.matcher(text[i]);
            if (named.find()) {
                return new SpecError(files.pathOf(importer), i + 1, named.start() + 1, problem);
            }
        }
        return new SpecError(files.pathOf(importer), 0, 0, problem);
    }

    /** The message follows the headline, and the place is somewhere in it. */
    private SpecError syntax(int from) {
        StringBuilder message = new StringBuilder();
        for (int i = from; i < lines.size() && !lines.get(i).isBlank(); i++) {
            Matcher place = SYNTAX.matcher(lines.get(i).trim());
            if (place.matches()) {
                String rest = place.group(4).isBlank() ? "" : place.group(4);
                return error(parsed, place.group(2), place.group(3), message + place.group(1) + rest);
            }
            message.append(lines.get(i).trim()).append(' ');
        }
        return error(parsed, "0", "0", message.toString().trim());
    }

    private String following(int from) {
        StringBuilder message = new StringBuilder();
        for (int i = from; i < lines.size(); i++) {
            String line = lines.get(i).trim();
            if (line.isEmpty() && message.length() > 0) {
                break;
            }
            message.append(message.length() > 0 ? " " : "").append(line);
        }
        return message.toString();
    }

    private SpecError error(String file, String line, String column, String message) {
        return new SpecError(
                file == null ? null : files.pathOf(file), Integer.parseInt(line), Integer.parseInt(column), message);
    }
}

package dev.portolan.conformance.replay;

import dev.portolan.conformance.expect.ClausePage;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.spec.SpecFiles;
import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What stands behind a clause and an action: the clause's sentence, and the kernel's methods that say that they
 * refine the action.
 */
public final class Citations {

    /** A clause's id, in front of its sentence, however the page sets it off. */
    private static final Pattern CLAUSE =
            Pattern.compile("^[|*#\\s-]*[`*]*((?:ipc|exceptions)\\.[a-z_]+\\.[0-9]+)[`*]*(.*)");

    private static final String KERNEL_PACKAGE = "dev/portolan/kernel";

    private final Map<String, String> sentences = new TreeMap<>(Citations::inOrder);
    private final Map<String, String> answers = new HashMap<>();
    private final Map<String, SortedSet<String>> methods = new TreeMap<>();
    private final SpecIndex index;

    /** Reads the packaged clauses and specification, and the kernel on the class path. */
    public Citations() {
        this(SpecFiles.packaged());
    }

    /** Reads the packaged clauses, this specification, and the kernel on the class path. */
    public Citations(SpecFiles specification) {
        readClauses();
        readKernel();
        index = new SpecIndex(specification);
    }

    /**
     * Where the specification decides by a clause.
     *
     * @param clause an id, several separated by commas, or null
     * @param action the action in whose own operator a place is the likeliest, or null
     * @return the likeliest place first, or null if there is none
     */
    public List<SpecCitation> checks(String clause, String action) {
        if (clause == null) {
            return null;
        }
        List<SpecCitation> checks = new ArrayList<>();
        for (String id : clause.split(",\\s*")) {
            checks.addAll(index.places(id, action));
        }
        return checks.isEmpty() ? null : List.copyOf(checks);
    }

    /**
     * The checks that a kernel seems to have applied: those of the call whose answer is the code that it gave.
     *
     * @return null if the code is the expected one, if there is none, or if no clause has it
     */
    public List<Divergence.Check> applied(Call call, String expected, String actual) {
        String candidates = actual == null || actual.equals(expected) ? null : candidates(call, actual);
        if (candidates == null) {
            return null;
        }
        String action = Actions.of(call);
        List<Divergence.Check> applied = new ArrayList<>();
        for (String id : candidates.split(", ")) {
            List<SpecCitation> places = index.places(id, action);
            applied.add(new Divergence.Check(
                    id, sentence(id), places.isEmpty() ? null : places.get(0).place()));
        }
        return applied;
    }

    /** The clause's sentence, or null if the clause is null or unknown. */
    public String sentence(String clause) {
        return clause == null ? null : sentences.get(clause);
    }

    /**
     * The clauses that may have decided a recorded outcome: those of the call whose answer is its code. A real
     * kernel does not say which of its checks failed.
     *
     * @param ret null if it was not observed
     * @return their ids, separated by commas, or null if there is none
     */
    public String candidates(Call call, String ret) {
        if (ret == null) {
            return null;
        }
        List<String> found = new ArrayList<>();
        for (String clause : sentences.keySet()) {
            if (groups(call).contains(clause.substring(0, clause.lastIndexOf('.')))
                    && answers.getOrDefault(clause, "").contains(ret)) {
                found.add(clause);
            }
        }
        return found.isEmpty() ? null : String.join(", ", found);
    }

    private static List<String> groups(Call call) {
        if (call instanceof Call.MachMsg msg) {
            List<String> halves = new ArrayList<>();
            if (msg.send() != null) {
                halves.add("ipc.send");
            }
            if (msg.receive() != null) {
                halves.add("ipc.receive");
            }
            return halves;
        }
        if (call instanceof Call.ThreadAbort || call instanceof Call.ClockExpire) {
            return List.of("ipc.abort", "ipc.expire");
        }
        return List.of("ipc." + CallForm.of(call).name().replace("mach_port_", ""));
    }

    /* By group, and in it by number. */
    private static int inOrder(String one, String other) {
        int dot = one.lastIndexOf('.');
        int otherDot = other.lastIndexOf('.');
        int byGroup = one.substring(0, dot).compareTo(other.substring(0, otherDot));
        return byGroup != 0
                ? byGroup
                : Integer.compare(
                        Integer.parseInt(one.substring(dot + 1)), Integer.parseInt(other.substring(otherDot + 1)));
    }

    /** The kernel's methods that refine the action, as {@code IpcSpace.machPortAllocate}, in order. */
    public List<String> methods(String action) {
        SortedSet<String> found = new TreeSet<>(methods.getOrDefault(action, new TreeSet<>()));
        if (action.startsWith("MachMsg")) {
            found.addAll(methods.getOrDefault("MachMsg", new TreeSet<>()));
        }
        return List.copyOf(found);
    }

    private void readClauses() {
        for (String page : List.of("ipc.md", "exceptions.md")) {
            for (String line : ClausePage.lines(page)) {
                Matcher clause = CLAUSE.matcher(line);
                if (clause.matches()) {
                    sentences.putIfAbsent(clause.group(1), plain(clause.group(2)));
                    answers.putIfAbsent(clause.group(1), answer(clause.group(2)));
                }
            }
        }
    }

    /** A sentence without what sets it off on the page; of a table's row its first cell. */
    private static String plain(String text) {
        String sentence = text.replaceAll("^[`*|:.\\s]+", "").replaceAll("[*`]", "");
        int cell = sentence.indexOf(" | ");
        return (cell < 0 ? sentence : sentence.substring(0, cell)).replaceAll("[|\\s]+$", "");
    }

    /** The last cell of a table's row: the codes that the clause answers with. */
    private static String answer(String text) {
        String row = text.replaceAll("[|\\s]+$", "");
        return row.substring(row.lastIndexOf('|') + 1);
    }

    private void readKernel() {
        try {
            Path place = Path.of(Refines.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(place)) {
                readClasses(place);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(place, (ClassLoader) null)) {
                    readClasses(jar.getPath("/"));
                }
            }
        } catch (IOException | URISyntaxException | ClassNotFoundException e) {
            throw new IllegalStateException("the kernel's classes cannot be listed", e);
        }
    }

    private void readClasses(Path root) throws IOException, ClassNotFoundException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root.resolve(KERNEL_PACKAGE))) {
            files = walk.filter(file -> file.toString().endsWith(".class")).toList();
        }
        for (Path file : files) {
            String path = root.relativize(file).toString();
            String name = path.substring(0, path.length() - ".class".length()).replaceAll("[/\\\\]", ".");
            if (!name.endsWith("-info")) {
                readMethods(Class.forName(name, false, Citations.class.getClassLoader()));
            }
        }
    }

    private void readMethods(Class<?> type) {
        Refines whole = type.getAnnotation(Refines.class);
        if (whole != null) {
            methods.computeIfAbsent(whole.value(), action -> new TreeSet<>()).add(type.getSimpleName());
        }
        for (Method method : type.getDeclaredMethods()) {
            Refines refines = method.getAnnotation(Refines.class);
            if (refines != null) {
                methods.computeIfAbsent(refines.value(), action -> new TreeSet<>())
                        .add(type.getSimpleName() + "." + method.getName());
            }
        }
    }
}

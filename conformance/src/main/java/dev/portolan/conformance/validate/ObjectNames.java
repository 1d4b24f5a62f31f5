package dev.portolan.conformance.validate;

import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import dev.portolan.traces.Trace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a run's tasks, threads and ports are to the module {@code ExcTrace}, all as it is told so far, in TLA+. */
final class ObjectNames {

    static final int NULL_PORT = -1;
    static final int OWN_PORT = -2;
    private static final int DEAD_PORT = 0;

    private final Map<String, String> threads = new HashMap<>();

    /* The recorder's names for threads, where they are not called as the threads are. */
    private final Map<String, String> rights = new HashMap<>();
    private final Set<String> tasks;
    private final Map<String, Integer> ports = new HashMap<>();
    private final Map<String, Integer> identities = new HashMap<>();
    private final Set<String> named = new HashSet<>();
    private int allocated;

    ObjectNames(Trace.Header header) {
        tasks = new HashSet<>(header.tasks().keySet());
        header.tasks().forEach((task, names) -> {
            for (int i = 0; i < names.size(); i++) {
                threads.put(names.get(i), task + "." + i);
            }
        });
    }

    static String quoted(String text) {
        return '"' + text + '"';
    }

    /** The model's name for a thread. */
    String of(String thread) {
        return threads.get(thread);
    }

    String thread(String name) {
        return quoted(threads.get(name));
    }

    /** The thread that the recorder has a right to under the name. */
    String threadNamed(PortName name) {
        return thread(rights.getOrDefault(name.symbol(), name.symbol()));
    }

    /** Takes note of the name by which a thread or task was told. */
    void told(String of, Outcome outcome) {
        if (outcome.out() != null && outcome.out().name() != null) {
            rights.put(outcome.out().name().symbol(), of);
        }
    }

    /** True of a name for the port of a task or a thread. */
    boolean isObject(String symbol) {
        String of = rights.getOrDefault(symbol, symbol);
        return threads.containsKey(of) || tasks.contains(of);
    }

    /** True if the name is one for the port of that task or thread. */
    boolean isNameOf(PortName name, String of) {
        return rights.getOrDefault(name.symbol(), name.symbol()).equals(of);
    }

    /** How many ports were allocated. */
    int ports() {
        return allocated;
    }

    /** A port of the recorder's; false if there is one of that name. */
    boolean allocate(String symbol) {
        allocated++;
        ports.put(symbol, allocated);
        return named.add(symbol);
    }

    void destroy(String symbol) {
        named.remove(symbol);
    }

    /** The port of a name of the recorder's; null of a name that is none any more, or of something else. */
    Integer port(PortName name) {
        return named.contains(name.symbol()) || !name.isValid() ? portOf(name.symbol()) : null;
    }

    /** The port of a name that there was, or of an identity that a state showed. */
    Integer portOf(String symbol) {
        return switch (symbol) {
            case "null" -> Integer.valueOf(NULL_PORT);
            case "dead" -> Integer.valueOf(DEAD_PORT);
            default -> ports.getOrDefault(symbol, identities.get(symbol));
        };
    }

    /** The thread that the model calls so; null if it is the run's no more than a request's handler is. */
    String threadOf(String model) {
        return threads.entrySet().stream()
                .filter(thread -> thread.getValue().equals(model))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** What states call a port. */
    String identityOf(int port) {
        return switch (port) {
            case NULL_PORT -> "null";
            case DEAD_PORT -> "dead";
            default -> key(identities, port, key(ports, port, null));
        };
    }

    /** What the recorder calls a port. */
    String nameOf(int port) {
        return port == OWN_PORT ? "its own port" : port <= 0 ? identityOf(port) : key(ports, port, "another port");
    }

    private static String key(Map<String, Integer> map, int value, String otherwise) {
        return map.entrySet().stream()
                .filter(one -> one.getValue() == value)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(otherwise);
    }

    /** Takes note of which identities the recorder's ports have. */
    void see(KernelState.SpaceState space) {
        for (KernelState.EntryState entry : space.entries()) {
            if (entry.port() != null && named.contains(entry.name().symbol())) {
                identities.put(entry.port(), ports.get(entry.name().symbol()));
            }
        }
    }
}

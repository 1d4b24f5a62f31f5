package dev.portolan.traces.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.GuardState;
import dev.portolan.traces.KernelState.MessageState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.RequestState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Turns the recorded state after an operation into a {@link KernelState} of what was observed. */
final class RecordedState {

    private static final Set<String> TYPES = Set.of("RECEIVE", "SEND", "SEND_ONCE", "PORT_SET", "DEAD_NAME");
    private static final int SEND_REFS = 0;
    private static final int DEAD_NAME_REFS = 4;

    /* Letters before the number, so that K10 comes after K9. */
    private static final Comparator<String> BY_NUMBER =
            Comparator.<String, Integer>comparing(String::length).thenComparing(Comparator.naturalOrder());

    private final JsonNode line;
    private final RecordedRequests requests;
    private final RecordedSets sets;
    private final Map<String, Waiters> waiters = new HashMap<>();
    private final Map<String, PortState> ports = new TreeMap<>(BY_NUMBER);
    private final Map<String, Map<Long, String>> names = new HashMap<>();

    /** Who waits at a port or set. */
    private record Waiters(List<String> senders, List<String> receivers) {
        static final Waiters NOBODY = new Waiters(List.of(), List.of());
    }

    /* By port, what is queued; by set, whose messages they are. Filled where waiters are recorded. */
    private final Map<String, List<MessageState>> queues = new HashMap<>();
    private final Map<String, List<String>> preposts = new HashMap<>();

    /**
     * @param line a line with {@code state}, and where recorded {@code threads} and {@code waiters}
     * @param requests what the run has asked so far to be notified of
     * @param sets which set has which name
     */
    RecordedState(JsonNode line, RecordedRequests requests, RecordedSets sets) {
        this.line = line;
        this.requests = requests;
        this.sets = sets;
    }

    /** What each task holds: symbols by number. Known once {@link #state} was asked for. */
    Map<String, Map<Long, String>> names() {
        return names;
    }

    KernelState state() throws OutsideSlice {
        for (JsonNode waiting : line.path("waiters")) {
            String object = waiting.has("pset") ? sets.identity(Json.text(waiting, "pset")) : Json.text(waiting, "obj");
            waiters.put(object, new Waiters(texts(waiting.path("snd")), texts(waiting.path("rcv"))));
            queued(object, waiting.path("queue"));
        }
        List<SpaceState> spaces = new ArrayList<>();
        for (Map.Entry<String, JsonNode> space : line.get("state").properties()) {
            if (!space.getValue().isNull()) {
                spaces.add(space(space.getKey(), space.getValue()));
            }
        }
        return new KernelState(spaces, new ArrayList<>(ports.values()), line.has("threads") ? threads() : null);
    }

    private SpaceState space(String task, JsonNode recorded) throws OutsideSlice {
        Map<Long, String> held = names.computeIfAbsent(task, none -> new HashMap<>());
        Map<String, EntryState> entries = new TreeMap<>(BY_NUMBER);
        for (JsonNode entry : recorded) {
            String name = Json.text(entry, "n");
            held.put(Json.field(entry, "raw").longValue(), name);
            entries.put(name, entry(task, entry));
            if (entry.has("rs")) {
                port(Json.text(entry, "obj"), task, entry.get("rs"));
            } else if (entry.has("port")) {
                ports.putIfAbsent(
                        Json.text(entry, "obj"), portSeenFromAfar(Json.text(entry, "obj"), entry.get("port")));
            }
        }
        return new SpaceState(task, new ArrayList<>(entries.values()));
    }

    private EntryState entry(String task, JsonNode recorded) throws OutsideSlice {
        PortName name = PortName.of(Json.text(recorded, "n"));
        String types = Json.text(recorded, "type");
        String type = type(types.replace("|DNREQUEST", "").replace("|MAREQUEST", ""));
        RequestState request = requests.ofName(types, recorded.path("req"));
        JsonNode refs = Json.field(recorded, "refs");
        return switch (type) {
            case "SEND", "SEND_RECEIVE" ->
                new EntryState(
                        name,
                        type,
                        Json.text(recorded, "obj"),
                        refs.get(SEND_REFS).intValue(),
                        request);
            case "DEAD_NAME" ->
                isUnnoticed(recorded, refs)
                        ? new EntryState(name, "SEND_ONCE", "dead", null)
                        : new EntryState(
                                name, type, null, refs.get(DEAD_NAME_REFS).intValue());
            case "PORT_SET" -> portSet(task, name);
            default -> new EntryState(name, type, Json.text(recorded, "obj"), null, request);
        };
    }

    /* One that was asked about is noticed: it has a reference more. */
    private static boolean isUnnoticed(JsonNode recorded, JsonNode refs) {
        return "SEND_ONCE".equals(recorded.path("lazy").textValue())
                && refs.get(DEAD_NAME_REFS).intValue() != 2;
    }

    private EntryState portSet(String task, PortName name) {
        String identity = sets.identity(task, name.symbol());
        boolean waitersSeen = line.has("waiters");
        Waiters here = waiters.getOrDefault(identity, Waiters.NOBODY);
        ports.put(
                identity,
                PortState.set(
                        identity,
                        waitersSeen ? here.receivers() : null,
                        waitersSeen ? preposts.getOrDefault(identity, List.of()) : null));
        return new EntryState(name, "PORT_SET", identity, null);
    }

    /* One kernel tells all sets that a port is in, the other the one that it can be in. */
    private List<String> sets(String task, JsonNode status) {
        List<String> of = new ArrayList<>();
        if (status.has("psets")) {
            status.get("psets").forEach(name -> of.add(sets.identity(task, name.asText())));
        } else if (!"null".equals(status.path("pset").asText("null"))) {
            of.add(sets.identity(task, status.get("pset").asText()));
        }
        return of;
    }

    private static String type(String recorded) throws OutsideSlice {
        if (recorded.equals("SEND|RECEIVE")) {
            return "SEND_RECEIVE";
        }
        if (!TYPES.contains(recorded)) {
            throw new OutsideSlice("a name of type " + recorded);
        }
        return recorded;
    }

    private void port(String port, String receiver, JsonNode status) throws OutsideSlice {
        boolean waitersSeen = line.has("waiters");
        Waiters here = waiters.getOrDefault(port, Waiters.NOBODY);
        List<MessageState> queue = waitersSeen ? queues.getOrDefault(port, List.of()) : null;
        ports.put(
                port,
                new PortState(
                        port,
                        "PORT",
                        receiver,
                        Json.integer(status, "nsend"),
                        Json.integer(status, "sorights"),
                        Json.word(status, "mscount"),
                        Json.word(status, "seqno"),
                        Json.integer(status, "qlimit"),
                        Json.integer(status, "msgcount"),
                        status.has("queue") ? queue(status.get("queue")) : queue,
                        waitersSeen ? here.senders() : null,
                        waitersSeen ? here.receivers() : null,
                        requests.ofPort(status),
                        null,
                        sets(receiver, status),
                        null,
                        guard(status),
                        null,
                        null));
    }

    /* One kernel has none. */
    private static GuardState guard(JsonNode status) throws OutsideSlice {
        return status.has("guarded")
                ? new GuardState(
                        Json.integer(status, "context"),
                        status.get("guarded").asBoolean(),
                        Json.field(status, "strict").asBoolean(),
                        Json.field(status, "immovable").asBoolean())
                : null;
    }

    /* What is seen of a port through a name that is not the receive right. */
    private static PortState portSeenFromAfar(String port, JsonNode seen) throws OutsideSlice {
        return new PortState(
                port,
                "PORT",
                null,
                Json.integer(seen, "nsend"),
                Json.integer(seen, "sorights"),
                Json.word(seen, "mscount"),
                null,
                null,
                Json.integer(seen, "msgcount"),
                null,
                null,
                null);
    }

    private static List<MessageState> queue(JsonNode ids) {
        List<MessageState> queue = new ArrayList<>();
        for (JsonNode id : ids) {
            queue.add(new MessageState(id.intValue(), null, null, null));
        }
        return queue;
    }

    /* The messages of a port, or those of a set, each with the member that it is for. */
    private void queued(String object, JsonNode messages) {
        for (JsonNode message : messages) {
            boolean ofMember = message.isArray();
            String port = ofMember ? message.get(1).asText() : object;
            int id = (ofMember ? message.get(0) : message).intValue();
            queues.computeIfAbsent(port, none -> new ArrayList<>()).add(new MessageState(id, null, null, null));
            if (ofMember) {
                preposts.computeIfAbsent(object, none -> new ArrayList<>()).add(port);
            }
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private List<ThreadState> threads() throws OutsideSlice {
        List<ThreadState> threads = new ArrayList<>();
        for (Map.Entry<String, JsonNode> thread : line.get("threads").properties()) {
            String recorded = thread.getValue().asText();
            String at = recorded.equals("idle") || recorded.equals("dead") ? "Idle" : "blocked";
            if (at.equals("blocked") && !recorded.startsWith("blocked:")) {
                throw new OutsideSlice("a thread that is " + recorded);
            }
            threads.add(ThreadState.of(thread.getKey(), at));
        }
        return threads;
    }
}

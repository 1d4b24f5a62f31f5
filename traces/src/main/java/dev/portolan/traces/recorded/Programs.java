package dev.portolan.traces.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.traces.Call;
import dev.portolan.traces.ObjectCall;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the threads of a recorded run do by themselves, by the program that each was given.
 *
 * <p>A {@code worker} receives for ever from a port that it makes, to which the recorder has a right; a {@code sender}
 * sends for ever to port {@code F}; {@code fault} faults, {@code exit} ends its thread; {@code spin}, {@code yield} and
 * {@code waiter} make no call that is seen.
 */
final class Programs {

    /** A call of a thread of the run, and what it came to; null where nobody saw it. */
    record Made(Call call, Outcome outcome) {}

    private static final String WORKER = "worker";
    private static final String SENDER = "sender";
    private static final String EXIT = "exit";
    private static final String FULL_PORT = "F";

    /* Programs that make no call from which another could not be begun. */
    private static final Set<String> WITHOUT_CALLS = Set.of("spin", "yield", "exit", "fault", "none");

    private static final int BAD_ACCESS = 1;
    private static final int INVALID_ADDRESS = 1;
    private static final int FAULTING_ADDRESS = 8;

    private final Map<String, String> programs = new HashMap<>();
    private final Map<String, String> taskOf = new HashMap<>();
    private final Set<String> withoutMemory = new HashSet<>();
    private final Set<String> begun = new HashSet<>();
    private final Set<String> calling = new HashSet<>();
    private final Set<String> raised = new HashSet<>();

    /* Those whose request is in a queue, and how many are there to which no answer can come. */
    private final Set<String> asked = new HashSet<>();
    private final Map<String, Integer> aborted = new HashMap<>();
    private final Set<String> stopped = new HashSet<>();
    private final Map<String, Integer> nextId = new HashMap<>();
    private final Set<String> senders = new HashSet<>();

    /** A task was made; without its parent's memory no program of its threads can be executed. */
    void created(String task, String parent, boolean inheritsMemory) {
        if (!inheritsMemory || withoutMemory.contains(parent)) {
            withoutMemory.add(task);
        }
    }

    void created(String thread, String task) {
        programs.put(thread, "none");
        taskOf.put(thread, task);
    }

    /**
     * The thread is given a program.
     *
     * @return what the recorder has to do for it
     */
    List<Call> given(String thread, String program, boolean isFullPortThere) throws OutsideSlice {
        if (begun.contains(thread) && !WITHOUT_CALLS.contains(programs.get(thread))) {
            throw new OutsideSlice("registers of a thread that has begun");
        }
        if (raised.contains(thread)) {
            throw new OutsideSlice("registers of a thread that waits for a handler");
        }
        begun.remove(thread);
        programs.put(thread, program.equals("zero") ? "none" : program);
        if (!program.equals(SENDER) || !isFullPortThere || !senders.add(taskOf.get(thread))) {
            return List.of();
        }
        PortName port = PortName.of(FULL_PORT);
        return List.of(new Call.MachPortInsertRight(
                DriverCalls.THREAD, taskOf.get(thread), port, port, "COPY_SEND", Call.Entry.RPC));
    }

    /**
     * The thread's exception is over: if it waits for a handler hereafter, that is for another one.
     *
     * @param isAborted whether the answer has nowhere to go
     */
    void handled(String thread, boolean isAborted) {
        if (raised.remove(thread) && isAborted && asked.remove(thread)) {
            aborted.merge(thread, 1, Integer::sum);
        }
    }

    /** A handler receives a request about the thread; true if it can be answered. */
    boolean received(String thread) {
        boolean isAborted = aborted.merge(thread, -1, Integer::sum) >= 0;
        if (!isAborted) {
            aborted.remove(thread);
            asked.remove(thread);
        }
        return !isAborted;
    }

    /** Threads of which nobody can say, after what they did last, whether they execute instructions. */
    Set<String> unseen() {
        return stopped;
    }

    /** A call of the thread's has ended, or another was begun and has. Null where it was one that had waited. */
    Call ended(String thread, JsonNode event) throws OutsideSlice {
        String what = Json.text(event, "what");
        if (what.equals("command")) {
            throw new OutsideSlice("a call that a program makes");
        }
        boolean isSend = what.equals("send");
        if (isSend) {
            nextId.put(thread, Json.integer(event, "id") + 1);
        }
        if (isSend && event.path("ret").asText().equals("MACH_SEND_INVALID_DEST")) {
            stopped.add(thread);
        }
        if (calling.remove(thread)) {
            return null;
        }
        return isSend
                ? send(thread, Json.integer(event, "id"))
                : DriverCalls.receive(thread, own(thread), Call.Timeout.FOREVER);
    }

    /** What the ended call came to. */
    static Outcome.Completion completion(String thread, JsonNode event) {
        String ret = event.path("ret").asText();
        Outcome.Out out = null;
        if (ret.equals("KERN_SUCCESS")) {
            ret = "MACH_MSG_SUCCESS";
            out = event.path("what").asText().equals("receive")
                    ? received(event.path("id").asInt())
                    : null;
        }
        return new Outcome.Completion(thread, ret, null, out);
    }

    private static Outcome.Out received(int id) {
        return new Outcome.Out(
                null, null, null, null, new Outcome.Message(id, null, null, null, null, null, null, null, null, null));
    }

    /** What the thread does before its program makes its first call, if it has begun. */
    List<Made> begins(String thread, RecordedTasks state) {
        JsonNode recorded = state.thread(thread);
        String run = recorded == null ? "" : recorded.path("run_state").asText();
        boolean runs = run.equals("RUNNING") || run.equals("WAITING") || recorded != null && recorded.has("rport");
        boolean waitsForHandler = state.waitsForHandler(thread);
        if (!runs
                || waitsForHandler
                || !begun.add(thread)
                || !programs.get(thread).equals(WORKER)) {
            return List.of();
        }
        Outcome.Out named = new Outcome.Out(own(thread), null, null, null, null);
        Outcome success = new Outcome("KERN_SUCCESS", null, named, List.of());
        return List.of(
                new Made(new Call.MachPortAllocate(thread, taskOf.get(thread), "RECEIVE", Call.Entry.TRAP), success),
                new Made(
                        new Call.MachPortExtractRight(
                                DriverCalls.THREAD, taskOf.get(thread), own(thread), "MAKE_SEND", Call.Entry.RPC),
                        success));
    }

    /** What the thread does by itself and does not come back from, seen by where it is. */
    List<Made> goesOn(String thread, RecordedTasks state) {
        List<Made> made = new ArrayList<>();
        String program = programs.get(thread);
        if (program.equals(EXIT) && !RecordedTasks.isAlive(state.thread(thread))) {
            made.add(new Made(new ObjectCall.ThreadTerminate(thread, thread), Outcome.UNOBSERVED));
        } else if (state.waitsForHandler(thread) && raised.add(thread)) {
            asked.add(thread);
            made.add(new Made(fault(thread), Outcome.UNOBSERVED));
        } else if (program.equals(WORKER) && state.waitsAt(thread, "receive") && calling.add(thread)) {
            made.add(waits(DriverCalls.receive(thread, own(thread), Call.Timeout.FOREVER)));
        } else if (program.equals(SENDER) && state.waitsAt(thread, "send F") && calling.add(thread)) {
            made.add(waits(send(thread, nextId.getOrDefault(thread, 500 + 20 * number(thread)))));
        }
        return made;
    }

    private static Made waits(Call call) {
        return new Made(call, new Outcome(Outcome.BLOCKED, null, null, List.of()));
    }

    private static int number(String thread) {
        return Integer.parseInt(thread.substring(1));
    }

    /** True if the thread faults as soon as it executes an instruction, and has not. */
    boolean mayFault(String thread) {
        String program = programs.get(thread);
        boolean faults =
                program.equals("fault") || program.equals("none") || withoutMemory.contains(taskOf.get(thread));
        return faults && !raised.contains(thread);
    }

    Call fault(String thread) {
        int address = programs.get(thread).equals("none") ? 0 : FAULTING_ADDRESS;
        return new ObjectCall.RaiseException(thread, BAD_ACCESS, INVALID_ADDRESS, address);
    }

    private static Call send(String thread, int id) {
        return DriverCalls.send(thread, PortName.of(FULL_PORT), id, Call.Timeout.FOREVER);
    }

    private static PortName own(String thread) {
        return PortName.of(thread + ".port");
    }
}

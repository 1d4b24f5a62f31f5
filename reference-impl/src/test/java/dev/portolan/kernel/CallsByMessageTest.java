package dev.portolan.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MigForm;
import dev.portolan.kernel.abi.MigShape;
import dev.portolan.kernel.kern.CallRights.Named;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.ExceptionPortsCall;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.PortCall.Entry;
import dev.portolan.kernel.kern.SpecialPortsCall;
import dev.portolan.kernel.kern.TaskCall;
import dev.portolan.kernel.kern.ThreadCall;
import dev.portolan.kernel.kern.ThreadStateCall;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * Whatever is asked of a task or a thread, in whatever order: by a message it leaves the same kernel and answers the same code
 * as by the call itself. Two kernels begin alike; one is called, the other gets messages.
 */
class CallsByMessageTest {

    private static final int REQUESTS = 60;
    private static final List<Integer> REGISTERS = List.of(0x2000, 0x7ff0_0000, 5, 6);
    private static final List<Integer> IMPOSSIBLE = List.of(0x2001, 0, 0, 0);

    /**
     * A request, and the call that it is.
     *
     * @param rights names of ports that go with it
     */
    private record Request(
            String what,
            int id,
            MachPortName to,
            MigShape shape,
            List<Integer> words,
            List<Integer> array,
            List<Named> rights,
            Continuation call) {}

    /* What is drawn for one of the two kernels. */
    private static final class Drawn {
        private final KernelMessages on;
        private final Random random;
        private final boolean masked;
        private final List<MachPortName> ports;

        Drawn(KernelMessages on, long seed, boolean masked, List<MachPortName> ports) {
            this.on = on;
            random = new Random(seed);
            this.masked = masked;
            this.ports = ports;
        }

        private Named port() {
            int which = random.nextInt(ports.size() + 2);
            MachPortName name = which == ports.size()
                    ? MachPortName.MACH_PORT_NULL
                    : which > ports.size() ? MachPortName.MACH_PORT_DEAD : ports.get(which);
            return new Named(name, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND);
        }

        private int one(int... of) {
            return of[random.nextInt(of.length)];
        }

        private Request task(String what, int id, MigShape shape, List<Integer> words, Continuation call) {
            return new Request(what, id, on.taskPort(), shape, words, List.of(), List.of(), call);
        }

        Request next() {
            return random.nextBoolean() ? ofTask() : ofThread();
        }

        private Request ofTask() {
            MachTask a = on.in.a;
            int which = random.nextInt(14);
            int first = one(0, 1, 3, 4, 7);
            MachPortName held = MachPortName.of(one(0x103, 0x203, 0x303, 0x7f03));
            Named right = port();
            return switch (which) {
                case 0 ->
                    task("task_suspend", masked ? 3407 : 2056, MigShape.NONE, List.of(), new TaskCall.TaskSuspend(a));
                case 1 ->
                    task("task_resume", masked ? 3408 : 2057, MigShape.NONE, List.of(), new TaskCall.TaskResume(a));
                case 2 ->
                    task("task_threads", masked ? 3402 : 2011, MigShape.NONE, List.of(), new TaskCall.TaskThreads(a));
                case 3 ->
                    task(
                            "task_info",
                            masked ? 3405 : 2012,
                            MigShape.ofWords(2),
                            List.of(masked ? 20 : 1, first * 4),
                            new TaskCall.TaskInfo(a, masked ? 20 : 1, first * 4));
                case 4 ->
                    task(
                            "task_get_special_port",
                            masked ? 3409 : 2058,
                            MigShape.ofWords(1),
                            List.of(first),
                            new SpecialPortsCall.GetSpecialPort(a, first));
                case 5, 6 ->
                    new Request(
                            "task_set_special_port",
                            masked ? 3410 : 2059,
                            on.taskPort(),
                            MigShape.ofPort(1),
                            List.of(first),
                            List.of(),
                            List.of(right),
                            new SpecialPortsCall.SetSpecialPort(a, first, right));
                case 7 ->
                    task(
                            "thread_create",
                            masked ? 3411 : 2061,
                            MigShape.NONE,
                            List.of(),
                            new ThreadCall.ThreadCreate(
                                    a, "A/" + on.in.kernel.threads().size()));
                case 8 ->
                    task(
                            "mach_port_allocate",
                            3204,
                            MigShape.ofWords(1),
                            List.of(first),
                            MachPortTraps.machPortAllocate(a, first));
                case 9 ->
                    task(
                            "mach_port_mod_refs",
                            3208,
                            MigShape.ofWords(3),
                            List.of(held.value(), 0, -1),
                            MachPortTraps.machPortModRefs(a, held, 0, -1));
                case 10 ->
                    task(
                            "mach_port_type",
                            3201,
                            MigShape.ofWords(1),
                            List.of(held.value()),
                            MachPortTraps.machPortType(a, held));
                case 11 ->
                    new Request(
                            "mach_port_insert_right",
                            masked ? 3214 : 3215,
                            on.taskPort(),
                            MigShape.ofPort(1),
                            List.of(held.value()),
                            List.of(),
                            List.of(right),
                            MachPortTraps.machPortInsertRight(
                                    a, held, right.name(), right.disposition().code(), Entry.RPC));
                default ->
                    masked
                            ? ofPorts(a, right, first)
                            : task(
                                    "mach_port_destroy",
                                    3205,
                                    MigShape.ofWords(1),
                                    List.of(held.value()),
                                    MachPortTraps.machPortDestroy(a, held));
            };
        }

        /* What only XNU has. */
        private Request ofPorts(MachTask a, Named right, int first) {
            int mask = one(0, 2, 10, 1 << 14);
            int behavior = one(1, 2, 9);
            List<Integer> state = random.nextBoolean() ? REGISTERS : IMPOSSIBLE;
            List<Named> three = List.of(right, port(), port());
            return switch (random.nextInt(6)) {
                case 0 ->
                    new Request(
                            "mach_ports_register",
                            3403,
                            on.taskPort(),
                            MigShape.ofPorts(1),
                            List.of(3),
                            List.of(),
                            three,
                            new SpecialPortsCall.MachPortsRegister(a, three));
                case 1 ->
                    task("mach_ports_lookup", 3404, MigShape.NONE, List.of(), new SpecialPortsCall.MachPortsLookup(a));
                case 2 ->
                    new Request(
                            "thread_create_running",
                            3412,
                            on.taskPort(),
                            MigShape.ofArray(1),
                            List.of(1),
                            state,
                            List.of(),
                            new ThreadStateCall.ThreadCreateRunning(
                                    a, "A/" + on.in.kernel.threads().size(), 1, state));
                case 3 ->
                    new Request(
                            "task_set_exception_ports",
                            3413,
                            on.taskPort(),
                            MigShape.ofPort(3),
                            List.of(mask, behavior, 0),
                            List.of(),
                            List.of(right),
                            new ExceptionPortsCall.SetExceptionPorts(a, mask, right, behavior, 0));
                case 4 ->
                    task(
                            "task_get_exception_ports",
                            3414,
                            MigShape.ofWords(1),
                            List.of(mask),
                            new ExceptionPortsCall.GetExceptionPorts(a, mask, 32));
                default ->
                    new Request(
                            "task_swap_exception_ports",
                            3415,
                            on.taskPort(),
                            MigShape.ofPort(3),
                            List.of(mask, behavior, 0),
                            List.of(),
                            List.of(right),
                            new ExceptionPortsCall.SwapExceptionPorts(a, mask, right, behavior, 0, 32));
            };
        }

        private Request ofThread() {
            int i = random.nextInt(2);
            MachThread thread = on.thread(i);
            MachPortName to = on.threadPort(i);
            int which = one(0, 1, 2, 3);
            Named right = port();
            List<Integer> state = random.nextBoolean() ? REGISTERS : IMPOSSIBLE;
            return switch (random.nextInt(20) == 0 ? 9 : random.nextInt(9)) {
                case 0 -> simple("thread_suspend", masked ? 3605 : 2062, to, new ThreadCall.ThreadSuspend(thread));
                case 1, 2 -> simple("thread_resume", masked ? 3606 : 2063, to, new ThreadCall.ThreadResume(thread));
                case 3 -> simple("thread_abort", masked ? 3607 : 2064, to, new ThreadCall.ThreadAbort(thread));
                case 4 ->
                    new Request(
                            "thread_get_state",
                            masked ? 3603 : 2017,
                            to,
                            MigShape.ofWords(2),
                            List.of(which, 4),
                            List.of(),
                            List.of(),
                            new ThreadStateCall.ThreadGetState(thread, which));
                case 5 ->
                    new Request(
                            "thread_set_state",
                            masked ? 3604 : 2018,
                            to,
                            MigShape.ofArray(1),
                            List.of(which),
                            state,
                            List.of(),
                            new ThreadStateCall.ThreadSetState(thread, which, state));
                case 6 ->
                    new Request(
                            "thread_get_special_port",
                            masked ? 3610 : 2067,
                            to,
                            MigShape.ofWords(1),
                            List.of(which),
                            List.of(),
                            List.of(),
                            new SpecialPortsCall.GetSpecialPort(thread.act(), which));
                case 7 ->
                    new Request(
                            "thread_set_special_port",
                            masked ? 3611 : 2068,
                            to,
                            MigShape.ofPort(1),
                            List.of(which),
                            List.of(),
                            List.of(right),
                            new SpecialPortsCall.SetSpecialPort(thread.act(), which, right));
                case 8 ->
                    new Request(
                            "thread_info",
                            masked ? 3612 : 2019,
                            to,
                            MigShape.ofWords(2),
                            List.of(masked ? 3 : 1, which * 5),
                            List.of(),
                            List.of(),
                            new ThreadStateCall.ThreadInfo(thread, masked ? 3 : 1, which * 5));
                default -> simple("thread_terminate", masked ? 3600 : 2016, to, new ThreadCall.ThreadTerminate(thread));
            };
        }

        private static Request simple(String what, int id, MachPortName to, Continuation call) {
            return new Request(what, id, to, MigShape.NONE, List.of(), List.of(), List.of(), call);
        }
    }

    private static List<MachMsgDescriptor> descriptors(Request request) {
        List<MachMsgDescriptor> descriptors = new ArrayList<>();
        if (request.shape().portArrays() > 0) {
            descriptors.add(new MachMsgDescriptor.OolPorts(
                    request.rights().stream().map(Named::name).toList(),
                    MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND.code()));
        } else {
            request.rights()
                    .forEach(right -> descriptors.add(new MachMsgDescriptor.Port(
                            right.name(), right.disposition().code())));
        }
        return descriptors;
    }

    private static Continuation message(KernelMessages on, Request request, boolean masked) {
        MigForm form = masked ? MigForm.NDR : MigForm.TYPED;
        return on.rpc(
                request.to(),
                request.id(),
                form.requestSize(request.shape(), request.array().size()),
                form.request(request.shape(), request.words(), request.array()),
                descriptors(request),
                MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE,
                MachMsgTimeout.POLL);
    }

    /* A success with rights tells no code. */
    private static int code(MachMsgBuffer reply, boolean masked) {
        boolean tellsNone = masked && !reply.descriptors().isEmpty();
        return tellsNone ? 0 : reply.body().get(masked ? 2 : 1).intValue();
    }

    private static Set<String> compared(boolean masked, long seed) {
        KernelMessages called = new KernelMessages(masked);
        KernelMessages messaged = new KernelMessages(masked);
        List<MachPortName> ports = List.of(called.port(), called.port());
        assertEquals(ports, List.of(messaged.port(), messaged.port()));
        Drawn calls = new Drawn(called, seed, masked, ports);
        Drawn messages = new Drawn(messaged, seed, masked, ports);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < REQUESTS; i++) {
            Request request = calls.next();
            Request same = messages.next();
            assertEquals(request.what(), same.what());
            boolean isGone = called.isDead(request.to());
            CallResult result = called.completed(request.call());
            CallResult told = messaged.completed(message(messaged, same, masked));
            String what = i + " " + request;
            if (isGone) {
                assertEquals("MACH_SEND_INVALID_DEST", told.code().toString(), what);
            } else {
                MachMsgBuffer reply = Simulation.message(told);
                assertEquals(request.id() + 100, reply.id(), what);
                assertEquals(result.code().code(), code(reply, masked), what);
                if (!request.what().equals("mach_port_allocate")) {
                    assertEquals(called.rightsIn(result.out()), messaged.rightsIn(reply), what);
                }
                seen.add(request.what() + " " + result.code());
            }
            called.toTheBorder();
            messaged.toTheBorder();
            assertEquals(KernelImage.of(called), KernelImage.of(messaged), what);
        }
        return seen;
    }

    @Property(tries = 60)
    void aRequestByMessageIsTheCall(@ForAll boolean masked, @ForAll long seed) {
        compared(masked, seed);
    }

    @Test
    void aRequestOfXnusIsTheCall() {
        assertTrue(drawn(true) > 30, "too little was drawn");
    }

    @Test
    void aRequestOfTheClassicKernelsIsTheCall() {
        assertTrue(drawn(false) > 25, "too little was drawn");
    }

    private static int drawn(boolean masked) {
        Set<String> seen = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            seen.addAll(compared(masked, seed));
        }
        return seen.size();
    }
}

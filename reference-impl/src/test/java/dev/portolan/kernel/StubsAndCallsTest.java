package dev.portolan.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MigForm;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.ipc.PortGuard;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.ExceptionPortsCall;
import dev.portolan.kernel.kern.HostCall;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.PortCall.Entry;
import dev.portolan.kernel.kern.SpecialPortsCall;
import dev.portolan.kernel.kern.TaskCall;
import dev.portolan.kernel.trap.MachPortTraps;
import dev.portolan.kernel.user.KernelStubs;
import dev.portolan.kernel.user.PortStubs;
import dev.portolan.kernel.user.TaskStubs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * Whatever a program asks of ports and of the host, in whatever order: by its stubs, which send messages, it is told the same
 * as by the calls themselves, and leaves the same kernel. Two kernels begin alike; one is called, the other gets messages.
 */
class StubsAndCallsTest {

    private static final int CALLS = 80;
    private static final int MAKE_SEND = MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND.code();
    private static final int MAKE_SEND_ONCE = MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE.code();
    private static final int CONTEXT_AS_GUARD = 0x1;
    private static final int QLIMIT = 0x2;
    private static final int INSERT_SEND_RIGHT = 0x10;
    private static final int STRICT = 0x20;
    private static final int IMMOVABLE_RECEIVE = 0x80;

    /** A call by trap, and by its stub. */
    private record Asked(String what, Continuation trap, Function<KernelStubs, CallResult> stub) {}

    /* What is drawn for one of the two kernels. */
    private static final class Drawn {
        private final KernelMessages on;
        private final Random random;
        private final MachTask a;
        private final MachPortName task;
        private final MachPortName host;
        private final MachPortName notify;

        Drawn(KernelMessages on, long seed, MachPortName notify) {
            this.on = on;
            random = new Random(seed);
            a = on.in.a;
            task = on.taskPort();
            host = on.hostPort();
            this.notify = notify;
        }

        private int one(int... of) {
            return of[random.nextInt(of.length)];
        }

        /* A name of A's, now and then none of its. */
        private MachPortName name() {
            List<MachPortName> names = new ArrayList<>();
            a.space().names().forEach(one -> names.add(one.name()));
            names.add(MachPortName.MACH_PORT_NULL);
            names.add(MachPortName.MACH_PORT_DEAD);
            names.add(MachPortName.of(0x7f03));
            return names.get(random.nextInt(names.size()));
        }

        private static Asked ports(String what, Continuation trap, Function<PortStubs, CallResult> stub) {
            return new Asked(what, trap, stubs -> stub.apply(stubs.ports()));
        }

        private static Asked tasks(String what, Continuation trap, Function<TaskStubs, CallResult> stub) {
            return new Asked(what, trap, stubs -> stub.apply(stubs.tasks()));
        }

        Asked next() {
            int which = random.nextInt(on.masked() ? 36 : 24);
            return which < 12 ? ofRights(which) : which < 24 ? ofPorts(which) : xnus(which);
        }

        private Asked ofRights(int which) {
            MachPortName name = name();
            MachPortName other = name();
            int right = one(0, 1, 2, 3, 4, 5, 9);
            int delta = one(-1, 0, 1);
            return switch (which) {
                case 0 -> ports("names", MachPortTraps.machPortNames(a), mach -> mach.machPortNames(task));
                case 1 -> ports("type", MachPortTraps.machPortType(a, name), mach -> mach.machPortType(task, name));
                case 2 ->
                    ports(
                            "rename",
                            MachPortTraps.machPortRename(a, name, other),
                            mach -> mach.machPortRename(task, name, other));
                case 3 ->
                    ports(
                            "allocate_name",
                            MachPortTraps.machPortAllocateName(a, right, other),
                            mach -> mach.machPortAllocateName(task, right, other));
                case 4, 5, 6 -> ports("allocate", MachPortTraps.machPortAllocate(a, one(1, 3, 4)), mach -> null);
                case 7 ->
                    ports("destroy", MachPortTraps.machPortDestroy(a, name), mach -> mach.machPortDestroy(task, name));
                case 8 ->
                    ports(
                            "deallocate",
                            MachPortTraps.machPortDeallocate(a, name),
                            mach -> mach.machPortDeallocate(task, name));
                case 9 ->
                    ports(
                            "get_refs",
                            MachPortTraps.machPortGetRefs(a, name, right),
                            mach -> mach.machPortGetRefs(task, name, right));
                case 10 ->
                    ports(
                            "mod_refs",
                            MachPortTraps.machPortModRefs(a, name, right, delta),
                            mach -> mach.machPortModRefs(task, name, right, delta));
                default ->
                    ports(
                            "get_srights",
                            MachPortTraps.machPortGetSrights(a, name),
                            mach -> mach.machPortGetSrights(task, name));
            };
        }

        private Asked ofPorts(int which) {
            MachPortName name = name();
            MachPortName other = name();
            int number = one(0, 1, 5, 2000, -1);
            int id = one(64 + 5, 64 + 6, 64 + 8, 64 + 2, 99);
            int by = one(17, 18, 19, 20, 21, 16, 30);
            return switch (which) {
                case 12 ->
                    ports(
                            "set_mscount",
                            MachPortTraps.machPortSetMscount(a, name, number),
                            mach -> mach.machPortSetMscount(task, name, number));
                case 13 ->
                    ports(
                            "set_seqno",
                            MachPortTraps.machPortSetSeqno(a, name, number),
                            mach -> mach.machPortSetSeqno(task, name, number));
                case 14 ->
                    ports(
                            "get_set_status",
                            MachPortTraps.machPortGetSetStatus(a, name),
                            mach -> mach.machPortGetSetStatus(task, name));
                case 15, 16 ->
                    ports(
                            "move_member",
                            MachPortTraps.machPortMoveMember(a, name, other),
                            mach -> mach.machPortMoveMember(task, name, other));
                case 17, 18 ->
                    ports(
                            "request_notification",
                            MachPortTraps.machPortRequestNotification(
                                    a, name, id, number, notify, MAKE_SEND_ONCE, Entry.RPC),
                            mach -> mach.machPortRequestNotification(task, name, id, number, notify, MAKE_SEND_ONCE));
                case 19 ->
                    ports(
                            "insert_right",
                            MachPortTraps.machPortInsertRight(a, name, notify, MAKE_SEND, Entry.RPC),
                            mach -> mach.machPortInsertRight(task, name, notify, MAKE_SEND));
                case 20 ->
                    ports(
                            "extract_right",
                            MachPortTraps.machPortExtractRight(a, name, by),
                            mach -> mach.machPortExtractRight(task, name, by));
                case 21 ->
                    ports(
                            "set_limit",
                            MachPortTraps.machPortSetQueueLimit(a, name, number),
                            mach -> mach.machPortSetQueueLimit(task, name, number));
                case 22 ->
                    ports(
                            "get_status",
                            MachPortTraps.machPortGetAttributes(a, name, 2, 10),
                            mach -> mach.machPortGetReceiveStatus(task, name));
                default -> ofHost();
            };
        }

        private Asked ofHost() {
            return switch (random.nextInt(3)) {
                case 0 -> tasks("host_info", new HostCall.HostInfo(1, 12), mach -> mach.hostInfo(host));
                case 1 -> tasks("version", new HostCall.HostKernelVersion(), mach -> mach.hostKernelVersion(host));
                default ->
                    tasks("task_info", new TaskCall.TaskInfo(a, on.masked() ? 20 : 1, 12), mach -> mach.taskInfo(task));
            };
        }

        private Asked xnus(int which) {
            MachPortName name = name();
            MachPortName other = name();
            long guard = one(0, 1, -1);
            int flags =
                    random.nextInt(256) & (CONTEXT_AS_GUARD | QLIMIT | INSERT_SEND_RIGHT | STRICT | IMMOVABLE_RECEIVE);
            boolean strict = random.nextBoolean();
            return switch (which) {
                case 24, 25 ->
                    ports(
                            "insert_member",
                            MachPortTraps.machPortInsertMember(a, name, other),
                            mach -> mach.machPortInsertMember(task, name, other));
                case 26 ->
                    ports(
                            "extract_member",
                            MachPortTraps.machPortExtractMember(a, name, other),
                            mach -> mach.machPortExtractMember(task, name, other));
                case 27 ->
                    ports(
                            "get_context",
                            MachPortTraps.machPortGetContext(a, name),
                            mach -> mach.machPortGetContext(task, name));
                case 28 ->
                    ports(
                            "set_context",
                            MachPortTraps.machPortSetContext(a, name, guard),
                            mach -> mach.machPortSetContext(task, name, guard));
                case 29 ->
                    ports("construct", construct(flags, guard), mach -> mach.machPortConstruct(task, flags, 7, guard));
                case 30 ->
                    ports(
                            "destruct",
                            MachPortTraps.machPortDestruct(a, name, 0, guard),
                            mach -> mach.machPortDestruct(task, name, 0, guard));
                case 31 ->
                    ports(
                            "guard",
                            MachPortTraps.machPortGuard(a, name, guard, strict, false),
                            mach -> mach.machPortGuard(task, name, guard, strict));
                case 32 ->
                    ports(
                            "guard_with_flags",
                            MachPortTraps.machPortGuard(a, name, guard, strict, true),
                            mach -> mach.machPortGuardWithFlags(task, name, guard, strict ? 3 : 2));
                case 33 ->
                    ports(
                            "unguard",
                            MachPortTraps.machPortUnguard(a, name, guard),
                            mach -> mach.machPortUnguard(task, name, guard));
                case 34 ->
                    ports(
                            "swap_guard",
                            MachPortTraps.machPortSwapGuard(a, name, guard, 5),
                            mach -> mach.machPortSwapGuard(task, name, guard, 5));
                default -> moreOfXnus(name);
            };
        }

        private Asked moreOfXnus(MachPortName name) {
            int right = one(1, 3, 4, 9);
            return switch (random.nextInt(6)) {
                case 0 ->
                    ports(
                            "get_limits",
                            MachPortTraps.machPortGetAttributes(a, name, 1, 1),
                            mach -> mach.machPortGetAttributes(task, name, 1, 1));
                case 1 ->
                    ports(
                            "peek",
                            MachPortTraps.machPortPeek(a, name, 1, 68, 0),
                            mach -> mach.machPortPeek(task, name, 1, 0));
                case 2 -> tasks("page_size", new HostCall.HostPageSize(), mach -> mach.hostPageSize(host));
                case 3 -> tasks("lookup", new SpecialPortsCall.MachPortsLookup(a), mach -> mach.machPortsLookup(task));
                case 4 ->
                    tasks(
                            "get_exception_ports",
                            new ExceptionPortsCall.GetExceptionPorts(a, 2, 32),
                            mach -> mach.getExceptionPorts(TaskStubs.Level.TASK, task, 2));
                default ->
                    ports(
                            "allocate_qos",
                            MachPortTraps.machPortAllocate(a, right),
                            mach -> mach.machPortAllocateQos(task, right, 0, 0));
            };
        }

        private Continuation construct(int flags, long context) {
            boolean isGuarded = (flags & CONTEXT_AS_GUARD) != 0;
            PortGuard guard =
                    new PortGuard(context, isGuarded, (flags & STRICT) != 0, (flags & IMMOVABLE_RECEIVE) != 0);
            return MachPortTraps.machPortConstruct(
                    a, (flags & QLIMIT) != 0, 7, (flags & INSERT_SEND_RIGHT) != 0, guard);
        }
    }

    /* A reply with an allocated name tells its quality besides. */
    private static OutValue told(OutValue out) {
        return out instanceof OutValue.Allocated allocated ? new OutValue.Name(allocated.name()) : out;
    }

    private static Set<String> compared(boolean masked, long seed) {
        KernelMessages called = new KernelMessages(masked);
        KernelMessages messaged = new KernelMessages(masked);
        MachPortName notify = called.port();
        assertEquals(notify, messaged.port());
        KernelStubs stubs = new KernelStubs(masked ? MigForm.NDR : MigForm.TYPED, messaged::completed);
        // Both have the reply port that the stubs make first.
        called.completed(MachPortTraps.machReplyPort());
        stubs.ports().machPortType(messaged.taskPort(), MachPortName.MACH_PORT_NULL);
        Drawn calls = new Drawn(called, seed, notify);
        Drawn messages = new Drawn(messaged, seed, notify);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < CALLS; i++) {
            Asked asked = calls.next();
            Asked same = messages.next();
            String what = i + " " + asked;
            CallResult result = called.completed(asked.trap());
            CallResult told = asked.what().equals("allocate")
                    ? messaged.completed(same.trap())
                    : same.stub().apply(stubs);
            assertEquals(result.code(), told.code(), what);
            assertEquals(result.out(), told(told.out()), what);
            assertEquals(KernelImage.of(called), KernelImage.of(messaged), what);
            seen.add(asked.what() + " " + result.code());
        }
        return seen;
    }

    @Property(tries = 60)
    @Clause("exceptions.server.6")
    void aStubTellsWhatItsCallTells(@ForAll boolean masked, @ForAll long seed) {
        compared(masked, seed);
    }

    @Test
    @Clause("exceptions.server.6")
    void aStubOfXnusTellsWhatItsCallTells() {
        assertTrue(drawn(true) > 95, "too little was drawn");
    }

    @Test
    @Clause("exceptions.server.6")
    void aStubOfTheClassicKernelsTellsWhatItsCallTells() {
        assertTrue(drawn(false) > 40, "too little was drawn");
    }

    private static int drawn(boolean masked) {
        Set<String> seen = new HashSet<>();
        for (long seed = 0; seed < 30; seed++) {
            seen.addAll(compared(masked, seed));
        }
        return seen.size();
    }
}

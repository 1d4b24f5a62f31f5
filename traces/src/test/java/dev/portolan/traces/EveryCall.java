package dev.portolan.traces;

import java.util.List;

/** Calls of every kind, in which every field of a call has an example. */
final class EveryCall {

    private static final PortName P1 = PortName.of("p1");

    static final List<Descriptor> BODY = List.of(
            Descriptor.port(P1, "MOVE_RECEIVE"),
            Descriptor.ports(List.of(P1, PortName.NULL), "PORT_SEND"),
            new Descriptor(Descriptor.OOL_VOLATILE, null, null, null, 4096, true));
    static final Call.Receive LOOKED_UP =
            new Call.Receive(null, 64, true, 12, Call.Timeout.FOREVER, List.of(Call.ReceiveOption.values()));

    private EveryCall() {}

    /** One of each, and of some more. */
    static List<Call> all() {
        Call.Header full = new Call.Header(
                P1, "COPY_SEND", PortName.DEAD, "22", PortName.of("stale:p9"), "MOVE_SEND", -5, List.of(1L), BODY);
        Call.Header bare = new Call.Header(null, null, null, null, null, null, 0, null);
        Call.Receive receive = LOOKED_UP.from(P1, P1).waiting(Call.Timeout.TIMED);
        return List.of(
                new Call.MachPortAllocate("A1", "A", "7", Call.Entry.TRAP),
                new Call.MachPortDeallocate("A1", "A", PortName.DEAD, Call.Entry.TRAP),
                new Call.MachPortDestroy("A1", "A", PortName.NULL, Call.Entry.RPC),
                new Call.MachPortModRefs("A1", "A", P1, "SEND_ONCE", Integer.MIN_VALUE, Call.Entry.TRAP),
                new Call.MachPortGetRefs("A1", "A", P1, "PORT_SET", Call.Entry.TRAP),
                new Call.MachPortType("A2", "A", P1, Call.Entry.TRAP),
                new Call.MachPortInsertRight("A1", "A", P1, PortName.of("unused:77"), "-1", Call.Entry.RPC),
                new Call.MachPortRequestNotification(
                        "A1", "A", P1, "NO_SENDERS", -1, PortName.NULL, "MAKE_SEND_ONCE", Call.Entry.RPC),
                new Call.MachPortRequestNotification("A1", "A", P1, "64", 0, PortName.of("p2"), "22", Call.Entry.TRAP),
                new Call.MachMsg("A1", new Call.Send(full, 24, Call.Timeout.POLL), receive),
                new Call.MachMsg("A1", new Call.Send(bare, 0, Call.Timeout.FOREVER, true, true, P1), null),
                new Call.MachMsg("A1", null, receive),
                new Call.MachMsg("A1", null, null),
                new Call.MachPortExtractRight("A1", "A", P1, "COPY_SEND", Call.Entry.RPC),
                new Call.MachPortAllocateName("A1", "A", "RECEIVE", PortName.of("p7"), Call.Entry.TRAP),
                new Call.MachPortRename("A1", "A", P1, PortName.of("unused:5"), Call.Entry.RPC),
                new Call.MachReplyPort("A1"),
                new Call.ThreadGetSpecialReplyPort("A1"),
                new TimerCall.MkTimerCreate("A1"),
                new TimerCall.MkTimerArm("A1", P1, -7),
                new TimerCall.MkTimerCancel("A1", P1),
                new TimerCall.MkTimerDestroy("A1", P1),
                new TimerCall.MkTimerExpire("A1", P1),
                new Call.MachPortConstruct("A1", "A", true, 7, false, true, false, true, -3, Call.Entry.TRAP),
                new Call.MachPortDestruct("A1", "A", P1, -2, 77, Call.Entry.RPC),
                new Call.MachPortGetContext("A1", "A", P1, Call.Entry.RPC),
                new Call.MachPortSetContext("A1", "A", P1, -1, Call.Entry.RPC),
                new Call.MachPortGuard("A1", "A", P1, 77, true, false, Call.Entry.TRAP),
                new Call.MachPortUnguard("A1", "A", P1, 77, Call.Entry.TRAP),
                new Call.MachPortSwapGuard("A1", "A", P1, 77, 78, Call.Entry.RPC),
                new Call.MachPortSetAttributes("A1", "A", P1, "LIMITS", -1, 0, Call.Entry.RPC),
                new Call.MachPortSetMscount("A1", "A", P1, -1, Call.Entry.RPC),
                new Call.MachPortSetSeqno("A1", "A", PortName.NULL, 7, Call.Entry.RPC),
                new Call.MachPortInsertMember("A1", "A", P1, PortName.of("p2"), Call.Entry.TRAP),
                new Call.MachPortExtractMember("A1", "A", P1, PortName.DEAD, Call.Entry.RPC),
                new Call.MachPortMoveMember("A1", "A", P1, PortName.NULL, Call.Entry.TRAP),
                new Call.MachPortGetSetStatus("A1", "A", P1, Call.Entry.RPC),
                new Call.MachPortGetAttributes("A1", "A", P1, "LIMITS", 1, Call.Entry.TRAP),
                new Call.MachPortGetSrights("A1", "A", P1, Call.Entry.RPC),
                new Call.MachPortPeek("A1", "A", P1, 3, 52, -1, Call.Entry.RPC),
                new Call.MachPortNames("A1", "A", Call.Entry.TRAP),
                new Call.TaskTerminate("A1", "A", List.of(P1, PortName.NULL), Call.Entry.RPC),
                new Call.ThreadAbort("A1"),
                new Call.ThreadAbort("A1", "A2"),
                new ObjectCall.TaskCreate("A1", "A", "A"),
                new ObjectCall.TaskSuspend("A1", "A"),
                new ObjectCall.TaskResume("A1", "A"),
                new ObjectCall.PidSuspend("A1", "A"),
                new ObjectCall.PidResume("A1", "A"),
                new ObjectCall.ThreadCreate("A1", "A", "A2"),
                new ObjectCall.ThreadSuspend("A1", "A1"),
                new ObjectCall.ThreadResume("A1", "A2"),
                new ObjectCall.ThreadAbortSafely("A1", "A2"),
                new ObjectCall.ThreadTerminate("A1", "A2"),
                new ObjectCall.TaskSetSpecialPort("A1", "A", 3, P1, "COPY_SEND"),
                new ObjectCall.TaskGetSpecialPort("A1", "A", -4),
                new ObjectCall.ThreadSetSpecialPort("A1", "A2", 3, PortName.NULL, "22"),
                new ObjectCall.ThreadGetSpecialPort("A1", "A2", 1),
                new ObjectCall.TaskSetExceptionPorts("A1", "A", 2, P1, "MAKE_SEND", Integer.MIN_VALUE + 1, 0),
                new ObjectCall.ThreadSetExceptionPorts("A1", "A2", 4, PortName.DEAD, "COPY_SEND", 1, 7),
                new ObjectCall.HostSetExceptionPorts("A1", -1, PortName.NULL, "COPY_SEND", 0, 0),
                new ObjectCall.TaskGetExceptionPorts("A1", "A", 2, 32),
                new ObjectCall.ThreadGetExceptionPorts("A1", "A2", -1, 0),
                new ObjectCall.HostGetExceptionPorts("A1", 4, 1),
                new ObjectCall.TaskSwapExceptionPorts("A1", "A", 2, P1, "MAKE_SEND", Integer.MIN_VALUE + 1, 0, 32),
                new ObjectCall.ThreadSwapExceptionPorts("A1", "A2", 4, PortName.DEAD, "COPY_SEND", 1, 7, 1),
                new ObjectCall.HostSwapExceptionPorts("A1", -1, PortName.NULL, "COPY_SEND", 0, 0, 0),
                new ObjectCall.ThreadGetState("A1", "A2", 1),
                new ObjectCall.ThreadSetState("A1", "A2", 2, List.of(4096, -4)),
                new ObjectCall.ThreadCreateRunning("A1", "A", "A2", 1, List.of()),
                new ObjectCall.RaiseException("A1", 1, -1, 8),
                new ObjectCall.ExceedLimit("A1", 3, 1, 50, Integer.MAX_VALUE),
                new Call.ClockExpire("A2"),
                new Call.HoldWoken("A1"),
                new Call.RunWoken("A1"),
                new Call.Step("A1", "CopyoutHeader"));
    }
}

package dev.portolan.conformance.demo;

import dev.portolan.kernel.abi.ExceptionBehavior;
import dev.portolan.kernel.abi.ExceptionReply;
import dev.portolan.kernel.abi.ExceptionRequest;
import dev.portolan.kernel.abi.ExceptionType;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.ThreadStateFlavor;
import dev.portolan.kernel.user.UserLibrary;
import dev.portolan.kernel.user.UserProgram;
import java.util.ArrayList;
import java.util.List;

/**
 * A program with a handler of its own: one thread follows a null pointer, the other is sent its registers and answers with
 * repaired ones, and the instruction is executed after all.
 */
final class Repair implements UserProgram {

    private static final int DATA = 0x7000;
    private static final int ANSWER = 42;
    private static final int MASK = 1 << ExceptionType.EXC_BAD_ACCESS;
    private static final int BEHAVIOR = ExceptionBehavior.EXCEPTION_STATE | ExceptionBehavior.MACH_EXCEPTION_CODES;

    private final Story.Teller teller;

    Repair(Story.Teller teller) {
        this.teller = teller;
    }

    @Override
    public void run(UserLibrary mach) {
        mach.memory().map(DATA, true);
        mach.move(UserLibrary.R0, DATA);
        mach.move(UserLibrary.R1, ANSWER);
        mach.store();

        MachPortName port = mach.machPortAllocate(MachPortRight.MACH_PORT_RIGHT_RECEIVE);
        int general = ThreadStateFlavor.GENERAL.number();
        mach.threadSetExceptionPorts(mach.machThreadSelf(), MASK, port, BEHAVIOR, general);
        mach.threadResume(mach.threadCreate(mach.machTaskSelf(), "handler", handler -> handle(handler, port)));

        mach.move(UserLibrary.R0, 0);
        int word = mach.load();
        teller.section("The instruction after all");
        teller.fact("loads", Integer.toString(word));
        teller.fact("registers", ExceptionWords.registers(mach.threadGetState(mach.machThreadSelf())));
        teller.end();
    }

    private void handle(UserLibrary mach, MachPortName port) {
        MachMsgBuffer message = mach.machMsgReceive(port);
        ExceptionRequest request = ExceptionRequest.read(message.id(), message.body());
        teller.section(ExceptionWords.type(request.exception().type()));
        teller.fact("request", "id " + message.id() + ", " + message.size() + " bytes");
        teller.fact("codes", ExceptionWords.access(request.exception()));
        teller.fact("registers", ExceptionWords.registers(request.state()));

        List<Integer> repaired = new ArrayList<>(request.state());
        repaired.set(UserLibrary.R0, DATA);
        ExceptionReply reply =
                ExceptionReply.to(request, KernReturn.KERN_SUCCESS.code()).with(repaired);
        teller.fact("answer", KernReturn.KERN_SUCCESS + ", id " + reply.id() + ", " + reply.size() + " bytes");
        teller.fact("repaired", ExceptionWords.registers(repaired));
        mach.reply(message, reply);
    }
}

package dev.portolan.conformance.demo;

import dev.portolan.kernel.abi.ExceptionBehavior;
import dev.portolan.kernel.abi.ExceptionReply;
import dev.portolan.kernel.abi.ExceptionRequest;
import dev.portolan.kernel.abi.ExceptionType;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachException;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachNotification;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.MachPortStatus;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.user.UserLibrary;
import dev.portolan.kernel.user.UserProgram;
import java.util.ArrayList;
import java.util.List;

/**
 * The task that holds the exception ports of its child: it reports each exception and handles none, so that the kernel goes
 * on to the signal, the crash and the corpse, until the child is gone.
 */
final class CrashReporter implements UserProgram {

    private static final int MASK =
            1 << ExceptionType.EXC_BAD_ACCESS | 1 << ExceptionType.EXC_CRASH | 1 << ExceptionType.EXC_CORPSE_NOTIFY;
    private static final int BEHAVIOR = ExceptionBehavior.EXCEPTION_DEFAULT | ExceptionBehavior.MACH_EXCEPTION_CODES;

    private final UserProgram program;
    private final Story.Teller teller;

    /** @param program what the child executes */
    CrashReporter(UserProgram program, Story.Teller teller) {
        this.program = program;
        this.teller = teller;
    }

    @Override
    public void run(UserLibrary mach) {
        MachPortName port = mach.machPortAllocate(MachPortRight.MACH_PORT_RIGHT_RECEIVE);
        MachPortName child = mach.taskCreate("worker");
        mach.taskSetExceptionPorts(child, MASK, port, BEHAVIOR, 0);
        mach.requestDeadName(child, port);
        mach.threadResume(mach.threadCreate(child, "worker-1", program));

        MachMsgBuffer message = mach.machMsgReceive(port);
        while (message.id() != MachNotification.MACH_NOTIFY_DEAD_NAME.id()) {
            KernReturn answer = report(mach, message);
            teller.fact("answer", answer.name());
            ExceptionRequest request = ExceptionRequest.read(message.id(), message.body());
            mach.reply(message, ExceptionReply.to(request, answer.code()));
            message = mach.machMsgReceive(port);
        }
        teller.section("The child is gone");
        teller.fact("notification", MachNotification.MACH_NOTIFY_DEAD_NAME.name());
        teller.end();
    }

    private KernReturn report(UserLibrary mach, MachMsgBuffer message) {
        MachException exception =
                ExceptionRequest.read(message.id(), message.body()).exception();
        MachPortName thread = right(message, 0);
        MachPortName task = right(message, 1);
        teller.section(ExceptionWords.type(exception.type()));
        teller.fact("request", "id " + message.id() + ", " + message.size() + " bytes");
        teller.fact("thread", ExceptionWords.name(thread) + " of task " + ExceptionWords.name(task));
        switch (exception.type()) {
            case ExceptionType.EXC_BAD_ACCESS -> {
                teller.fact("codes", ExceptionWords.access(exception));
                teller.fact("registers", ExceptionWords.registers(mach.threadGetState(thread)));
                ports(mach, task);
            }
            case ExceptionType.EXC_CRASH ->
                teller.fact("code", ExceptionWords.crash(exception.codes().get(0)));
            default -> teller.fact("code", ExceptionWords.hex(exception.codes().get(0)));
        }
        mach.machPortDeallocate(thread);
        mach.machPortDeallocate(task);
        boolean isCorpse = exception.type() == ExceptionType.EXC_CORPSE_NOTIFY;
        return isCorpse ? KernReturn.KERN_SUCCESS : KernReturn.KERN_FAILURE;
    }

    private static MachPortName right(MachMsgBuffer message, int place) {
        return ((MachMsgDescriptor.Port) message.descriptors().get(place)).name();
    }

    private void ports(UserLibrary mach, MachPortName task) {
        for (OutValue.NamedType name : mach.machPortNames(task)) {
            List<String> words = new ArrayList<>();
            words.add(ExceptionWords.rights(name.type()));
            if (is(name, MachPortRight.MACH_PORT_RIGHT_RECEIVE)) {
                queue(mach, task, name.name(), words);
            }
            if (is(name, MachPortRight.MACH_PORT_RIGHT_PORT_SET)) {
                mach.machPortGetSetStatus(task, name.name())
                        .forEach(member -> words.add("with " + ExceptionWords.name(member)));
            }
            teller.fact("port " + ExceptionWords.name(name.name()), String.join(", ", words));
        }
    }

    private static boolean is(OutValue.NamedType name, MachPortRight right) {
        return (name.type() & right.typeBit()) != 0;
    }

    private static void queue(UserLibrary mach, MachPortName task, MachPortName name, List<String> words) {
        MachPortStatus status = mach.machPortGetAttributes(task, name);
        words.add(status.messageCount() + " of " + status.queueLimit() + " messages");
        OutValue.Peeked next = mach.machPortPeek(task, name);
        if (next != null) {
            words.add("next id " + next.id() + " of " + next.size() + " bytes");
        }
    }
}

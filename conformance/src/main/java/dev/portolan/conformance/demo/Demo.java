package dev.portolan.conformance.demo;

import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.KernelAudit;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.kernel.personality.UnixPersonality;
import dev.portolan.kernel.rules.ExceptionRules;
import dev.portolan.kernel.rules.ExceptionRules.NobodyHandles;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.user.AddressSpace;
import dev.portolan.kernel.user.Schedule;
import dev.portolan.kernel.user.UserLibrary;
import dev.portolan.kernel.user.UserMachine;
import dev.portolan.kernel.user.UserProgram;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A complete example. */
public enum Demo {
    /** A task crashes, and another that holds its exception ports writes the report. */
    CRASH("reporter", teller -> new CrashReporter(Demo::crashes, teller)),
    /** A thread faults, and another of its task repairs its registers. */
    REPAIR("app", Repair::new);

    /* A page that nobody maps. */
    private static final int NOWHERE = 0x10;
    private static final int DATA = 0x7000;
    private static final int SERVICE_ID = 700;
    private static final long STEPS_MAX = 100_000;
    private static final long STACK_SIZE_MAX = 0x40_0000;

    private final String task;
    private final Function<Story.Teller, UserProgram> program;

    Demo(String task, Function<Story.Teller, UserProgram> program) {
        this.task = task;
        this.program = program;
    }

    /**
     * Runs it from boot, until nobody can go on.
     *
     * @throws IllegalStateException if one of its programs fails, or does not end
     * @throws AssertionError if the kernel does
     */
    public Story run(Schedule schedule) {
        SimulatedMachine machine = new SimulatedMachine();
        ExceptionRules rules = ExceptionRules.XNU.with(NobodyHandles.REFAULTS);
        Kernel kernel = new Kernel(machine, KernelRules.XNU, rules, KernelLimits.DEFAULT);
        UnixPersonality.boot(kernel, false, true, STACK_SIZE_MAX);
        Story.Teller teller = new Story.Teller();
        try (UserMachine users = new UserMachine(machine, kernel, schedule)) {
            users.boot(task, task + "-1", program.apply(teller));
            users.run(STEPS_MAX);
            KernelAudit.audit(kernel);
        }
        return teller.story(name().toLowerCase(Locale.ROOT));
    }

    /* A server with messages that it has not taken; then it follows a pointer that it has not set. */
    private static void crashes(UserLibrary mach) {
        MachPortName service = mach.machPortAllocate(MachPortRight.MACH_PORT_RIGHT_RECEIVE);
        MachPortName set = mach.machPortAllocate(MachPortRight.MACH_PORT_RIGHT_PORT_SET);
        mach.machPortInsertSend(service);
        mach.machPortInsertMember(service, set);
        for (long word = 1; word <= 2; word++) {
            mach.machMsgSend(service, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, SERVICE_ID, List.of(word));
        }
        AddressSpace memory = mach.memory();
        memory.map(DATA, true);
        mach.move(UserLibrary.R0, DATA);
        mach.load();
        mach.move(UserLibrary.R0, NOWHERE);
        mach.load();
        throw new IllegalStateException("the instruction behind a fault that nobody repaired was executed");
    }
}

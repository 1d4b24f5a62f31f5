package dev.portolan.kernel;

import dev.portolan.kernel.ipc.IpcObject;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.kern.HeldPort;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.SpecialPorts;
import java.util.ArrayList;
import java.util.List;

/** All that two kernels must have alike, whether calls came by messages or not: not what was sent by the reply port. */
final class KernelImage {

    private KernelImage() {}

    static String of(KernelMessages on) {
        List<String> lines = new ArrayList<>();
        for (MachTask task : on.in.kernel.tasks()) {
            lines.add(task + " " + task.isActive() + " " + task.suspends()
                    + " slots " + (on.masked() ? slots(task) : "")
                    + held(task.special(), List.of(1, 4))
                    + task.special().registered().stream().map(KernelImage::of).toList());
            for (IpcSpace.Name name : task.space().names()) {
                lines.add("  " + name.name() + " " + name.type() + " " + of(name.object()) + " " + name.userRefs());
            }
        }
        for (MachThread thread : on.in.kernel.threads()) {
            lines.add(thread + " " + thread.act().isActive() + thread.act().isGone()
                    + thread.act().isStarted()
                    + thread.act().suspends() + thread.act().isAborted()
                    + thread.act().getState(1)
                    + held(thread.act().special(), List.of(1))
                    + thread.continuation().getClass().getSimpleName());
        }
        for (IpcObject object : on.in.kernel.objects()) {
            if (object instanceof IpcPort port) {
                lines.add(of(port) + " " + port.sendRights() + " " + port.sendOnceRights() + " "
                        + port.queue().size());
            }
        }
        return String.join("\n", lines);
    }

    private static String slots(MachTask task) {
        StringBuilder slots = new StringBuilder();
        for (int type = 1; type < 14; type++) {
            slots.append(task.exceptions().get(type).port())
                    .append('/')
                    .append(task.exceptions().get(type).behavior())
                    .append(' ');
        }
        return slots.toString();
    }

    private static String held(SpecialPorts ports, List<Integer> numbers) {
        return numbers.stream().map(which -> of(ports.get(which))).toList().toString();
    }

    private static String of(HeldPort port) {
        return port.port() + (port.right().isLive() ? "" : " none");
    }

    private static String of(IpcObject object) {
        return object == null ? "nothing" : object.isActive() ? "port " + object.serial() : "dead";
    }
}

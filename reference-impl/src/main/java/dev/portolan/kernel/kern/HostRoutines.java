package dev.portolan.kernel.kern;

import static dev.portolan.kernel.kern.KernelRoutine.host;

import dev.portolan.kernel.abi.MigShape;
import dev.portolan.kernel.abi.MigSubsystem;

/** The routines on the host: XNU's subsystems {@code mach_host} and {@code host_priv}, the Mach 3.0 line's {@code mach_host}. */
final class HostRoutines {

    private HostRoutines() {}

    static void addXnus(KernelRoutines routines) {
        MigSubsystem of = MigSubsystem.XNU_MACH_HOST;
        addInfo(routines, of, "host_kernel_version");
        routines.add(
                of,
                "host_page_size",
                host(KernelRoutine.Of.HOST, MigShape.NONE, (it, in, rights) -> new HostCall.HostPageSize()));
        TaskRoutines.addExceptionPorts(routines, MigSubsystem.XNU_HOST_PRIV, KernelRoutine.Of.HOST_PRIV, "host_");
    }

    static void addClassics(KernelRoutines routines) {
        addInfo(routines, MigSubsystem.CLASSIC_MACH_HOST, "host_get_kernel_version");
    }

    private static void addInfo(KernelRoutines routines, MigSubsystem of, String version) {
        routines.add(
                of,
                "host_info",
                host(
                        KernelRoutine.Of.HOST,
                        MigShape.ofWords(2),
                        (it, in, rights) -> new HostCall.HostInfo(in.word(0), in.word(1))));
        routines.add(
                of,
                version,
                host(KernelRoutine.Of.HOST, MigShape.NONE, (it, in, rights) -> new HostCall.HostKernelVersion()));
    }
}

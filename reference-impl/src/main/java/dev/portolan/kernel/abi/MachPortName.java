package dev.portolan.kernel.abi;

/** {@code mach_port_name_t}: a number that denotes a right within one task's space. */
public record MachPortName(int value) {

    public static final MachPortName MACH_PORT_NULL = new MachPortName(0);
    public static final MachPortName MACH_PORT_DEAD = new MachPortName(-1);

    public static MachPortName of(int value) {
        return value == 0 ? MACH_PORT_NULL : value == -1 ? MACH_PORT_DEAD : new MachPortName(value);
    }

    /** True unless this is {@code MACH_PORT_NULL} or {@code MACH_PORT_DEAD}. */
    public boolean isValid() {
        return value != 0 && value != -1;
    }
}

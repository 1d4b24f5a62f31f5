package dev.portolan.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MigSubsystem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The ids of requests: those of the definitions, each of one routine, and which of them the kernel serves. */
class MigSubsystemTest {

    /* As the definitions of XNU and of GNU Mach count them. */
    private static final Map<String, Integer> XNU = Map.ofEntries(
            Map.entry("host_page_size", 202),
            Map.entry("host_set_exception_ports", 414),
            Map.entry("mach_port_names", 3200),
            Map.entry("mach_port_peek", 3209),
            Map.entry("mach_port_insert_right", 3214),
            Map.entry("mach_port_get_attributes", 3217),
            Map.entry("mach_port_allocate_full", 3220),
            Map.entry("mach_port_get_srights", 3222),
            Map.entry("mach_port_insert_member", 3226),
            Map.entry("mach_port_kobject", 3230),
            Map.entry("mach_port_construct", 3231),
            Map.entry("mach_port_guard_with_flags", 3237),
            Map.entry("mach_port_swap_guard", 3238),
            Map.entry("mach_ports_lookup", 3404),
            Map.entry("task_swap_exception_ports", 3415),
            Map.entry("thread_info", 3612));
    private static final Map<String, Integer> CLASSIC = Map.ofEntries(
            Map.entry("task_create", 2007),
            Map.entry("thread_info", 2019),
            Map.entry("mach_ports_register", 2033),
            Map.entry("task_suspend", 2056),
            Map.entry("thread_create", 2061),
            Map.entry("thread_set_special_port", 2068),
            Map.entry("host_info", 2638),
            Map.entry("host_get_kernel_version", 2646),
            Map.entry("mach_port_mod_refs", 3208),
            Map.entry("mach_port_set_qlimit", 3210),
            Map.entry("mach_port_insert_right", 3215),
            Map.entry("mach_port_set_seqno", 3218));

    /* Which of them the kernel serves, by the first and the last of each row of them. */
    private static final int[][] SERVED_BY_XNU = {
        {200, 202},
        {414, 416},
        {3200, 3220},
        {3222, 3222},
        {3226, 3229},
        {3231, 3234},
        {3237, 3238},
        {3400, 3405},
        {3407, 3415},
        {3600, 3600},
        {3603, 3608},
        {3610, 3615}
    };
    private static final int[][] SERVED_BY_CLASSIC = {
        {2007, 2008},
        {2011, 2012},
        {2016, 2019},
        {2033, 2034},
        {2056, 2059},
        {2061, 2064},
        {2067, 2068},
        {2638, 2638},
        {2646, 2646},
        {3007, 3007},
        {3200, 3208},
        {3210, 3218}
    };

    @Test
    @Clause("exceptions.server.2")
    void anIdIsThatOfItsPlace() {
        Map<String, Integer> xnu = new HashMap<>();
        Map<String, Integer> classic = new HashMap<>();
        for (MigSubsystem of : MigSubsystem.values()) {
            of.routines().stream()
                    .filter(routine -> !routine.equals(MigSubsystem.SKIPPED))
                    .forEach(routine -> (of.isXnus() ? xnu : classic).put(routine, of.id(routine)));
        }
        XNU.forEach((routine, id) -> assertEquals(id, xnu.get(routine), routine));
        CLASSIC.forEach((routine, id) -> assertEquals(id, classic.get(routine), routine));
        assertThrows(IllegalArgumentException.class, () -> MigSubsystem.XNU_TASK.id("thread_info"));
    }

    @Test
    @Clause("exceptions.server.2")
    void noTwoRoutinesHaveAnId() {
        for (boolean isXnu : List.of(true, false)) {
            TreeSet<Integer> ids = new TreeSet<>();
            for (MigSubsystem of : MigSubsystem.values()) {
                for (int i = 0; of.isXnus() == isXnu && i < of.routines().size(); i++) {
                    assertTrue(ids.add(of.base() + i), of + " " + i);
                }
            }
        }
    }

    /* Asked with too much of everything: who serves the id looks at what came, and who does not looks at nothing. */
    @Test
    @Clause("exceptions.server.5")
    void everyIdIsAnsweredByItsOwnAndAHundredWhetherItIsServedOrNot() {
        assertEquals(rows(SERVED_BY_XNU), served(new KernelMessages(true)));
        assertEquals(rows(SERVED_BY_CLASSIC), served(new KernelMessages(false)));
    }

    private static TreeSet<Integer> served(KernelMessages on) {
        TreeSet<Integer> served = new TreeSet<>();
        for (int id = 0; id < 4400; id++) {
            MachMsgBuffer reply = on.message(on.taskPort(), id, 28, List.of(0L));
            assertEquals(id + 100, reply.id());
            int code = reply.body().get(reply.body().size() - 1).intValue();
            if (code == -304) {
                served.add(id);
            } else {
                assertEquals(-303, code, "of " + id);
            }
        }
        return served;
    }

    private static TreeSet<Integer> rows(int[][] rows) {
        TreeSet<Integer> ids = new TreeSet<>();
        for (int[] row : rows) {
            for (int id = row[0]; id <= row[1]; id++) {
                ids.add(id);
            }
        }
        return ids;
    }
}

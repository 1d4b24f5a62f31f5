package dev.portolan.kernel.abi;

import java.util.Arrays;
import java.util.List;

/**
 * The subsystems whose routines the kernel serves by message, each with its routines in the order of their definition.
 *
 * <p>A routine's id is its subsystem's base and its place, whether the kernel serves it or not.
 */
public enum MigSubsystem {
    XNU_MACH_HOST(200, """
            host_info host_kernel_version host_page_size mach_memory_object_memory_entry host_processor_info
            host_get_io_master host_get_clock_service kmod_get_info -- host_virtual_physical_table_info -- -- --
            processor_set_default
            """),
    XNU_HOST_PRIV(400, """
            host_get_boot_info host_reboot host_priv_statistics host_default_memory_manager vm_wire thread_wire
            vm_allocate_cpm host_processors host_get_clock_control kmod_create kmod_destroy kmod_control
            host_get_special_port host_set_special_port host_set_exception_ports host_get_exception_ports
            host_swap_exception_ports
            """),
    XNU_MACH_PORT(3200, """
            mach_port_names mach_port_type mach_port_rename mach_port_allocate_name mach_port_allocate
            mach_port_destroy mach_port_deallocate mach_port_get_refs mach_port_mod_refs mach_port_peek
            mach_port_set_mscount mach_port_get_set_status mach_port_move_member mach_port_request_notification
            mach_port_insert_right mach_port_extract_right mach_port_set_seqno mach_port_get_attributes
            mach_port_set_attributes mach_port_allocate_qos mach_port_allocate_full task_set_port_space
            mach_port_get_srights mach_port_space_info mach_port_dnrequest_info mach_port_kernel_object
            mach_port_insert_member mach_port_extract_member mach_port_get_context mach_port_set_context
            mach_port_kobject mach_port_construct mach_port_destruct mach_port_guard mach_port_unguard
            mach_port_space_basic_info mach_port_special_reply_port_reset_link mach_port_guard_with_flags
            mach_port_swap_guard mach_port_kobject_description
            """),
    XNU_TASK(3400, """
            task_create task_terminate task_threads mach_ports_register mach_ports_lookup task_info task_set_info
            task_suspend task_resume task_get_special_port task_set_special_port thread_create
            thread_create_running task_set_exception_ports task_get_exception_ports task_swap_exception_ports
            """),
    XNU_THREAD_ACT(3600, """
            thread_terminate act_get_state act_set_state thread_get_state thread_set_state thread_suspend
            thread_resume thread_abort thread_abort_safely thread_depress_abort thread_get_special_port
            thread_set_special_port thread_info thread_set_exception_ports thread_get_exception_ports
            thread_swap_exception_ports
            """),
    CLASSIC_MACH(2000, """
            -- -- -- -- -- -- -- task_create task_terminate task_get_emulation_vector task_set_emulation_vector
            task_threads task_info -- -- -- thread_terminate thread_get_state thread_set_state thread_info
            -- vm_allocate -- vm_deallocate vm_protect vm_inherit vm_read vm_write vm_copy vm_region vm_statistics
            -- -- mach_ports_register mach_ports_lookup -- -- -- -- memory_object_data_unavailable
            memory_object_get_attributes vm_set_default_memory_manager -- -- memory_object_lock_request
            -- -- -- -- -- -- -- -- -- -- -- task_suspend task_resume task_get_special_port task_set_special_port
            -- thread_create thread_suspend thread_resume thread_abort -- -- thread_get_special_port
            thread_set_special_port
            """),
    CLASSIC_MACH_HOST(2600, """
            host_processors -- -- processor_start processor_exit -- processor_set_default -- processor_set_create
            processor_set_destroy -- processor_assign processor_get_assignment thread_assign thread_assign_default
            thread_get_assignment task_assign task_assign_default task_get_assignment -- thread_priority
            thread_max_priority task_priority processor_set_max_priority thread_policy processor_set_policy_enable
            processor_set_policy_disable processor_set_tasks processor_set_threads host_processor_sets
            host_processor_set_priv thread_depress_abort host_set_time host_adjust_time host_get_time host_reboot
            vm_wire thread_wire host_info processor_info processor_set_info processor_control -- host_get_time64
            host_set_time64 host_adjust_time64 host_get_kernel_version
            """),
    CLASSIC_MACH_DEBUG(3000, "-- -- -- -- -- -- -- mach_port_get_srights"),
    CLASSIC_MACH_PORT(3200, """
            mach_port_names mach_port_type mach_port_rename mach_port_allocate_name mach_port_allocate
            mach_port_destroy mach_port_deallocate mach_port_get_refs mach_port_mod_refs -- mach_port_set_qlimit
            mach_port_set_mscount mach_port_get_set_status mach_port_move_member mach_port_request_notification
            mach_port_insert_right mach_port_extract_right mach_port_get_receive_status mach_port_set_seqno
            """);

    /** In the place of a routine that is no more. */
    public static final String SKIPPED = "--";

    private final int base;
    private final List<String> routines;

    MigSubsystem(int base, String routines) {
        this.base = base;
        this.routines = Arrays.asList(routines.strip().split("\\s+"));
    }

    /** The id of the first. */
    public int base() {
        return base;
    }

    /** Their names in order, {@link #SKIPPED} where there is none any more. */
    public List<String> routines() {
        return routines;
    }

    /** True if XNU has it, false if the Mach 3.0 line does. */
    public boolean isXnus() {
        return name().startsWith("XNU");
    }

    /** The id of a routine's requests. */
    public int id(String routine) {
        int place = routines.indexOf(routine);
        if (place < 0) {
            throw new IllegalArgumentException(routine + " is none of " + this);
        }
        return base + place;
    }
}

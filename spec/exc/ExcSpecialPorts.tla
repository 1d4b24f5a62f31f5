---------------------------- MODULE ExcSpecialPorts ----------------------------
(****************************************************************************)
(* The calls that set and get special ports, of a thread and a task; those  *)
(* by which tasks, threads and the host are known to who runs; and the      *)
(* ports that a task registers for its children.                            *)
(*                                                                          *)
(* Where exception ports are not masked, they are special port 3.  Rights   *)
(* to new ports came with the call, and are counted; to a port of the       *)
(* kernel's own nobody counts any.                                          *)
(****************************************************************************)
EXTENDS ExcPorts

EXCEPTION_PORT == 3

LOCAL SpecialOf(k, target) ==
    IF target.level = "thread" THEN k.threads[target.of].special ELSE k.tasks[target.of].special

LOCAL WithSpecial(k, target, which, port) ==
    IF target.level = "thread" THEN [k EXCEPT !.threads[target.of].special[which] = port]
    ELSE [k EXCEPT !.tasks[target.of].special[which] = port]

LOCAL MayBeSet(target, which) ==
    \/ which = EXCEPTION_PORT /\ ~PortsAreMasked
    \/ which \in IF target.level = "thread" THEN ThreadPortNumbers ELSE TaskPortNumbers

LOCAL IsKnown(target, which) ==
    MayBeSet(target, which) \/ (ManySpecialPorts /\ target.level = "task" /\ which = TASK_NAME_PORT)

LOCAL PortAt(k, target, which) ==
    CASE which = EXCEPTION_PORT /\ ~PortsAreMasked -> TableOf(k, target)[0].port
      [] which = TASK_NAME_PORT                    -> NamePort
      [] OTHER                                     -> SpecialOf(k, target)[which]

-----------------------------------------------------------------------------
(* thread_set_special_port, task_...: the right itself moves in.  What      *)
(* "which" denotes is tested before it is seen whether the target lives.    *)
(*   Clauses  exceptions.special.1 - exceptions.special.4 exceptions.special.7 *)
SetSpecialPortStep(k, t, target, which, port) ==
    CASE ~IsTarget(k, target)          -> EndsReleasing(k, t, <<port>>, GoneCode, "exceptions.special.1", NoOut)
      [] ~MayBeSet(target, which)      -> EndsReleasing(k, t, <<port>>, "KERN_INVALID_ARGUMENT", "exceptions.special.2", NoOut)
      [] ~IsActiveTarget(k, target)    -> EndsReleasing(k, t, <<port>>, EndedCode("KERN_FAILURE"), "exceptions.special.3", NoOut)
      [] which \in {TASK_SEATBELT_PORT, TASK_ACCESS_PORT} /\ IsPort(PortAt(k, target, which)) ->
            EndsReleasing(k, t, <<port>>, "KERN_NO_ACCESS", "exceptions.special.7", NoOut)
      [] OTHER ->
            LET moved == NewSlot(port, EXCEPTION_DEFAULT, FALSE, THREAD_STATE_NONE)
                slot  == IF port = NullPort THEN EmptySlot ELSE moved
                set   == IF which = EXCEPTION_PORT THEN WithTable(k, target, [key \in {0} |-> slot])
                         ELSE WithSpecial(k, target, which, port)
            IN EndsReleasing(set, t, <<PortAt(k, target, which)>>, "KERN_SUCCESS", "exceptions.special.4", NoOut)

(* The caller comes to hold a right to the port, which is told.             *)
LOCAL Told(k, port) == IF IsPort(port) /\ ~IsAlive(k, port) THEN DeadPort ELSE port
LOCAL GivesOne(k, t, port, clause) ==
    Answer(GivenTo(AddSendRights(k, port, 1), TaskOf[t], port), "KERN_SUCCESS", clause, [port |-> Told(k, port)])

(* thread_get_special_port, task_...                                        *)
(*   Clauses  exceptions.special.1 - exceptions.special.3 exceptions.special.5 exceptions.special.8 *)
GetSpecialPortStep(k, t, target, which) ==
    CASE ~IsTarget(k, target)       -> Refuses(k, GoneCode, "exceptions.special.1")
      [] ManySpecialPorts /\ target.level = "task" /\ ~IsActiveTarget(k, target) ->
            Refuses(k, "KERN_FAILURE", "exceptions.special.8")
      [] ~IsKnown(target, which)    -> Refuses(k, "KERN_INVALID_ARGUMENT", "exceptions.special.2")
      [] ~IsActiveTarget(k, target) -> Refuses(k, EndedCode("KERN_FAILURE"), "exceptions.special.3")
      [] OTHER -> GivesOne(k, t, PortAt(k, target, which), "exceptions.special.5")

-----------------------------------------------------------------------------
(* mach_task_self, mach_thread_self, mach_host_self: what was set is told.  *)
(*   Clauses  exceptions.self.1 - exceptions.self.4                         *)

LOCAL SelfIs(k, t, lives, port) ==
    CASE ~lives -> Answer(k, "KERN_SUCCESS", "exceptions.self.1", [port |-> NullPort])
      [] DeadSelfIsNull /\ Told(k, port) = DeadPort -> Answer(k, "KERN_SUCCESS", "exceptions.self.2", [port |-> NullPort])
      [] OTHER -> GivesOne(k, t, port, "exceptions.self.3")

MachTaskSelfStep(k, t)   == SelfIs(k, t, IsActiveTask(k, TaskOf[t]), k.tasks[TaskOf[t]].special[KERNEL_PORT])
MachThreadSelfStep(k, t) == SelfIs(k, t, IsActive(k, t), k.threads[t].special[KERNEL_PORT])
MachHostSelfStep(k, t) ==
    IF ManySpecialPorts THEN SelfIs(k, t, IsActiveTask(k, TaskOf[t]), k.tasks[TaskOf[t]].special[TASK_HOST_PORT])
    ELSE Answer(k, "KERN_SUCCESS", "exceptions.self.4", [port |-> IF IsActiveTask(k, TaskOf[t]) THEN HostPort ELSE NullPort])

-----------------------------------------------------------------------------
(* mach_ports_register, mach_ports_lookup: all at once, and those that are  *)
(* not said become null.                                                    *)
(*   Clauses  exceptions.register.1 - exceptions.register.5                 *)
MachPortsRegisterStep(k, t, task, ports) ==
    CASE ~IsTask(k, task)            -> EndsReleasing(k, t, ports, GoneCode, "exceptions.register.1", NoOut)
      [] Len(ports) > RegisteredMax  -> EndsReleasing(k, t, ports, "KERN_INVALID_ARGUMENT", "exceptions.register.2", NoOut)
      [] ~IsActiveTask(k, task)      -> EndsReleasing(k, t, ports, "KERN_INVALID_ARGUMENT", "exceptions.register.3", NoOut)
      [] OTHER ->
            EndsReleasing([k EXCEPT !.tasks[task].registered =
                                [i \in 1..RegisteredMax |-> IF i <= Len(ports) THEN ports[i] ELSE NullPort]],
                          t, k.tasks[task].registered, "KERN_SUCCESS", "exceptions.register.4", NoOut)

RECURSIVE AllGiven(_, _, _)
LOCAL AllGiven(k, task, ports) ==
    IF ports = <<>> THEN k
    ELSE AllGiven(GivenTo(AddSendRights(k, Head(ports), 1), task, Head(ports)), task, Tail(ports))

MachPortsLookupStep(k, t, task) ==
    CASE ~IsTask(k, task)       -> Refuses(k, GoneCode, "exceptions.register.1")
      [] ~IsActiveTask(k, task) -> Refuses(k, "KERN_INVALID_ARGUMENT", "exceptions.register.3")
      [] OTHER ->
            LET ports == k.tasks[task].registered
            IN Answer(AllGiven(k, TaskOf[t], ports), "KERN_SUCCESS", "exceptions.register.5",
                      [ports |-> [i \in 1..RegisteredMax |-> Told(k, ports[i])]])
=============================================================================

------------------------------ MODULE MCExcSpecial -----------------------------
(****************************************************************************)
(* World of claims: special and registered ports are set and told, while    *)
(* the port dies and the target ends; children are born with them; and the  *)
(* registers of threads are told and set.  H1 calls, and V1 of itself.      *)
(****************************************************************************)
EXTENDS ExcInvariants

CONSTANTS
    Targets,           \* of calls
    Whiches,           \* special ports
    NewPorts,          \* -1 null, 0 dead
    Lists,             \* of ports to be registered
    Children,          \* tasks that are created
    Flavors            \* of registers

vars == <<kernel, outcome>>
ClaimView == kernel

TasksOfThreads == [t \in {"V1", "H1"} |-> IF t = "V1" THEN "V" ELSE "H"]

(* Values for Targets, NewPorts and Lists.                                  *)
ATask    == {Target("task", "V"), Target("task", "none")}
AThread  == {Target("thread", "V1"), Target("thread", "none")}
AnyPort  == {NullPort, DeadPort, 1}
LivePort == {1}
AnyList  == {<<>>, <<1>>, <<DeadPort, 1, NullPort, 1>>, <<1, 1, 1, 1, 1>>} \cup {<<NullPort, 1, 1>>}

ClaimInit ==
    /\ kernel = KernelOf({"V", "H"}, {"V1", "H1"}, [p \in PortIds |-> "H"])
    /\ outcome = InitialOutcome

OfItself(t) == MachTaskSelf(t) \/ MachThreadSelf(t) \/ MachHostSelf(t)

OfRegisters(t) ==
    \E target \in {"V1", "H1", "none"}, flavor \in Flavors :
        \/ ThreadGetState(t, target, flavor)
        \/ \E registers \in {"faulting", "repaired", "impossible"} : ThreadSetState(t, target, flavor, registers)

(* Nobody has a right to a child that is not born yet.                      *)
AsksOfBorn(t, target, which) == kernel.tasks[target.of].life = "ACTIVE" /\ GetSpecialPort(t, target, which)

Calls(t) ==
    \/ \E target \in Targets, which \in Whiches :
        GetSpecialPort(t, target, which) \/ \E port \in NewPorts : SetSpecialPort(t, target, which, port)
    \/ \E ports \in Lists, task \in {"V", "none"} : MachPortsRegister(t, task, ports) \/ MachPortsLookup(t, task)
    \/ \E child \in Children : TaskCreate(t, "V", child)
    \/ \E child \in Children, which \in Whiches : AsksOfBorn(t, Target("task", child), which)
    \/ OfItself(t)
    \/ OfRegisters(t)
    \/ \E p \in PortIds : DestroyPort(t, p)
    \/ ThreadTerminate(t, "V1")
    \/ TaskTerminate(t, "V")

ClaimNext == Calls("H1") \/ OfItself("V1") \/ \E t \in Threads : ThreadStep(t)

ClaimSpec == ClaimInit /\ [][ClaimNext]_vars

-----------------------------------------------------------------------------
StateTypeOK == TypeOK(kernel)
RightsOwned == SlotsOwnRights(kernel)
NoneLeft    == NothingIsLeft(kernel)

Set(k)  == <<[task \in Tasks |-> k.tasks[task].special], [task \in Tasks |-> k.tasks[task].registered],
             [t \in Threads |-> k.threads[t].special], [t \in Threads |-> k.threads[t].registers]>>

(* A call that fails leaves everything as it was.                           *)
Refused == outcome'.ret \in {"KERN_INVALID_ARGUMENT", "KERN_FAILURE", "KERN_TERMINATED", "KERN_NO_ACCESS", "MACH_SEND_INVALID_DEST"}
FailuresChangeNothing == [][Refused => Set(kernel') = Set(kernel)]_vars

(* What protects a task, once it is set, is not set again.                  *)
ProtectionStays ==
    [][\A task \in Tasks : \A which \in {TASK_SEATBELT_PORT, TASK_ACCESS_PORT} \cap TaskPortNumbers :
        LET was == kernel.tasks[task].special[which]
        IN IsPort(was) /\ kernel'.tasks[task].life # "GONE" => kernel'.tasks[task].special[which] = was]_vars

(* A child has what its parent had set, but for its own port.               *)
ChildrenHaveTheirParents ==
    [][\A child \in Children :
        kernel.tasks[child].life = "NONE" /\ kernel'.tasks[child].life = "ACTIVE" =>
            /\ kernel'.tasks[child].registered = kernel.tasks["V"].registered
            /\ \A which \in TaskPortNumbers :
                kernel'.tasks[child].special[which] = IF which = KERNEL_PORT THEN OwnPort ELSE kernel.tasks["V"].special[which]]_vars

-----------------------------------------------------------------------------
(* Planted faults.                                                          *)
Real == INSTANCE ExcSpecialPorts
RealTasks == INSTANCE ExcTasks
ReplacesProtection(k, t, target, which, port) ==
    LET a == Real!SetSpecialPortStep(k, t, target, which, port)
    IN IF a.clause = "exceptions.special.7" THEN [a EXCEPT !.kernel.tasks[target.of].special[which] = port] ELSE a
KeepsTheOldRight(k, t, target, which, port) ==
    LET a == Real!SetSpecialPortStep(k, t, target, which, port)
    IN IF a.clause = "exceptions.special.4" THEN [a EXCEPT !.kernel.threads[t].does = User] ELSE a
RegistersTheFirst(k, t, task, ports) ==
    LET a == Real!MachPortsRegisterStep(k, t, task, ports)
    IN IF a.clause # "exceptions.register.2" THEN a
       ELSE [a EXCEPT !.kernel.tasks[task].registered = [i \in 1..RegisteredMax |-> ports[i]]]
InheritsTheSelf(k, t, parent, child) ==
    LET a == RealTasks!TaskCreateStep(k, t, parent, child)
    IN IF a.ret # "KERN_SUCCESS" THEN a
       ELSE [a EXCEPT !.kernel.tasks[child].special[KERNEL_PORT] = k.tasks[parent].special[KERNEL_PORT]]
SetsWhatCannotBe(k, t, target, flavor, registers) ==
    LET a == RealTasks!ThreadSetStateStep(k, t, target, flavor, registers)
    IN IF a.clause = "exceptions.registers.5" THEN [a EXCEPT !.kernel.threads[target].registers = "repaired"] ELSE a

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCExcSpecialTask_xnu                         6874     138803     12     32.3
\*   MCExcSpecialTask_classic                     1582      23903     11     17.9
\*   MCExcSpecialBorn_xnu                         5108      67941     16     21.1
\*   MCExcSpecialBorn_classic                     8576     114083     16     30.4
\*   MCExcSpecialThread_xnu                        632      12121     12      6.1
\*   MCExcSpecialThread_classic                    904      20301     12     10.5
\*   MCExcSpecial_ReplacesProtection_xnu      violates ProtectionStays
\*   MCExcSpecial_KeepsTheOldRight_xnu        violates RightsOwned
\*   MCExcSpecial_RegistersTheFirst_xnu       violates FailuresChangeNothing
\*   MCExcSpecial_InheritsTheSelf_xnu         violates ChildrenHaveTheirParents
\*   MCExcSpecial_SetsWhatCannotBe_xnu        violates FailuresChangeNothing
=============================================================================

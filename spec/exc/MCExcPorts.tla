------------------------------- MODULE MCExcPorts ------------------------------
(****************************************************************************)
(* World of claims: exception ports are set, got and swapped at one level,  *)
(* with good and bad arguments, while the port dies and the target ends.    *)
(* H1 calls.                                                                *)
(****************************************************************************)
EXTENDS ExcInvariants

CONSTANTS
    Targets,           \* of calls
    Masks,
    NewPorts,          \* -1 null, 0 dead
    Shapes,            \* <<behavior, codes, flavor>>
    Counts,            \* of groups that there is room for
    Whiches            \* special ports

vars == <<kernel, outcome>>
ClaimView == kernel

TasksOfThreads == [t \in {"V1", "H1"} |-> IF t = "V1" THEN "V" ELSE "H"]

(* Values for Targets, Masks, NewPorts and Shapes.                          *)
AThread   == {Target("thread", "V1"), Target("thread", "none")}
ATask     == {Target("task", "V"), Target("task", "none")}
TheHost   == {Target("host", "host_priv"), Target("host", "host")}
AllMasks  == {{}, {1}, {1, 3}, {0, 1}, {14}}
AnyPort   == {NullPort, DeadPort, 1}
AnyShape  == {<<EXCEPTION_DEFAULT, FALSE, 0>>, <<EXCEPTION_STATE, TRUE, 1>>, <<9, FALSE, 0>>, <<EXCEPTION_DEFAULT, FALSE, 9>>}
LaterShapes == {<<EXCEPTION_IDENTITY_PROTECTED, TRUE, 0>>, <<EXCEPTION_IDENTITY_PROTECTED, FALSE, 0>>}

Tables3 == <<kernel.threads["V1"].slots, kernel.tasks["V"].slots, kernel.host>>

ClaimInit ==
    /\ kernel = KernelOf({"V", "H"}, {"V1", "H1"}, [p \in PortIds |-> "H"])
    /\ outcome = InitialOutcome

(* Rights are not taken where the port has died; a dead name is not a port. *)
Calls(t) ==
    \/ \E target \in Targets :
        \/ \E mask \in Masks, port \in NewPorts, shape \in Shapes :
            \/ SetExceptionPorts(t, target, mask, port, shape[1], shape[2], shape[3])
            \/ \E count \in Counts :
                SwapExceptionPorts(t, target, mask, port, shape[1], shape[2], shape[3], count)
        \/ \E mask \in Masks, count \in Counts : GetExceptionPorts(t, target, mask, count)
        \/ \E which \in Whiches, port \in NewPorts : SetSpecialPort(t, target, which, port)
        \/ \E which \in Whiches : GetSpecialPort(t, target, which)
    \/ \E p \in PortIds : DestroyPort(t, p)
    \/ ThreadTerminate(t, "V1")
    \/ TaskTerminate(t, "V")

ClaimNext == Calls("H1") \/ \E t \in Threads : ThreadStep(t)

ClaimSpec == ClaimInit /\ [][ClaimNext]_vars

-----------------------------------------------------------------------------
StateTypeOK == TypeOK(kernel)
RightsOwned == SlotsOwnRights(kernel)
NoneLeft    == NothingIsLeft(kernel)

Now3 == <<kernel'.threads["V1"].slots, kernel'.tasks["V"].slots, kernel'.host>>

(* A call that fails leaves all slots as they were.                         *)
Refused == outcome'.ret \in {"KERN_INVALID_ARGUMENT", "KERN_FAILURE", "MACH_SEND_INVALID_DEST"}
FailuresChangeNothing == [][Refused => Now3 = Tables3]_vars

(* Slots that change in one step are alike afterwards, unless they go.      *)
SlotsChangeTogether ==
    [][\A i \in 1..3 : LET old == Tables3[i] new == Now3[i] IN
        \A a \in DOMAIN new, b \in DOMAIN new :
            LET Was(key) == IF key \in DOMAIN old THEN old[key] ELSE EmptySlot
            IN new[a] # Was(a) /\ new[b] # Was(b) => new[a] = new[b]]_vars

(* Only calls that set and swap change slots, and only to what is possible. *)
SlotsAreLegal ==
    \A i \in 1..3 : \A key \in DOMAIN Tables3[i] :
        LET slot == Tables3[i][key]
        IN /\ IsPort(slot.port) => slot.behavior \in KnownBehaviors
           /\ slot.flavor # THREAD_STATE_NONE => IsFlavor(slot.flavor)

(* Groups that are told are disjoint and ascend by their first types.       *)
Least(mask) == CHOOSE type \in mask : \A other \in mask : type <= other
GroupsAreOrdered ==
    [][outcome'.clause \in {"exceptions.get.5", "exceptions.swap.2"} /\ outcome'.ret = "KERN_SUCCESS" =>
        \A i \in 1..Len(outcome'.out.groups), j \in 1..Len(outcome'.out.groups) : i < j =>
            LET a == outcome'.out.groups[i].mask b == outcome'.out.groups[j].mask
            IN a \cap b = {} /\ Least(a) < Least(b)]_vars

-----------------------------------------------------------------------------
(* Planted faults.                                                          *)
Real == INSTANCE ExcPorts

KeepsOldRights(k, t, ports, ret, clause, out) == Answer(k, ret, clause, out)
SharesOneRight(k, target, types, slot) ==
    LET set == Real!SlotsSet(k, target, types, slot)
    IN IF Cardinality(types) > 1 THEN AddSendRights(set, slot.port, -1) ELSE set
ChecksTooLate(k, t, target, mask, port, behavior, codes, flavor) ==
    LET a == Real!SetExceptionPortsStep(k, t, target, mask \cap AcceptedTypes, port, behavior, codes, flavor)
    IN IF mask \subseteq AcceptedTypes THEN a ELSE [a EXCEPT !.ret = "KERN_INVALID_ARGUMENT"]
TakesAnyBehavior(k, target, mask, port, behavior, codes, flavor) ==
    Real!Refusal(k, target, mask, port, EXCEPTION_DEFAULT, codes, flavor)
Descending(types) ==
    LET up == Real!Ascending(types) IN [i \in 1..Len(up) |-> up[Len(up) + 1 - i]]
SetsTheFirst(k, target, types, slot) ==
    IF types = {1, 3} THEN Real!SlotsSet(Real!SlotsSet(k, target, {1}, slot), target, {3}, [slot EXCEPT !.flavor = 2])
    ELSE Real!SlotsSet(k, target, types, slot)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCExcPortsThread_xnu                           1900     256687     12     32.6
\*   MCExcPortsTask_xnu                             2132     254458     11     22.7
\*   MCExcPortsHost_xnu                             3382     420209     13     25.1
\*   MCExcPortsLater_xnu                             908      57934     10     21.7
\*   MCExcPortsThread_classic                         93        731     10      3.0
\*   MCExcPortsTask_classic                           97        719      8      3.0
\*   MCExcPorts_KeepsOldRights_xnu            violates RightsOwned
\*   MCExcPorts_SharesOneRight_xnu            violates RightsOwned
\*   MCExcPorts_ChecksTooLate_xnu             violates FailuresChangeNothing
\*   MCExcPorts_TakesAnyBehavior_xnu          violates SlotsAreLegal
\*   MCExcPorts_Descending_xnu                violates GroupsAreOrdered
\*   MCExcPorts_SetsTheFirst_xnu              violates SlotsChangeTogether
=============================================================================

------------------------------- MODULE ExcPorts --------------------------------
(****************************************************************************)
(* The calls that set, get and swap exception ports, of a thread, a task    *)
(* and the host; and special port 3, which is what there is where ports are *)
(* not masked.  Each is one critical section; the rights that it displaced  *)
(* are given up after.                                                      *)
(*                                                                          *)
(* A target is [level, of]: a thread, a task, "host_priv", or what is none. *)
(* The right to the new port came with the call, and is counted.            *)
(****************************************************************************)
EXTENDS ExcState

IsTarget(k, target) ==
    CASE target.level = "thread" -> IsThread(k, target.of)
      [] target.level = "task"   -> IsTask(k, target.of)
      [] target.level = "host"   -> target.of = "host_priv"

IsActiveTarget(k, target) ==
    CASE target.level = "thread" -> IsActive(k, target.of)
      [] target.level = "task"   -> IsActiveTask(k, target.of)
      [] target.level = "host"   -> TRUE

TableOf(k, target) ==
    CASE target.level = "thread" -> k.threads[target.of].slots
      [] target.level = "task"   -> k.tasks[target.of].slots
      [] target.level = "host"   -> k.host

WithTable(k, target, table) ==
    CASE target.level = "thread" -> [k EXCEPT !.threads[target.of].slots = table]
      [] target.level = "task"   -> [k EXCEPT !.tasks[target.of].slots = table]
      [] target.level = "host"   -> [k EXCEPT !.host = table]

(* A thread gets its table when it is first needed.                         *)
LOCAL TableToSet(k, target) == IF TableOf(k, target) = NoTable THEN EmptyTable ELSE TableOf(k, target)

(* The identity that a slot keeps: a port that has died is one.             *)
NewSlot(port, behavior, codes, flavor) ==
    [port |-> port, behavior |-> behavior, codes |-> codes, flavor |-> flavor]

RECURSIVE Ascending(_)
Ascending(types) ==
    IF types = {} THEN <<>>
    ELSE LET least == CHOOSE type \in types : \A other \in types : type <= other
         IN <<least>> \o Ascending(types \ {least})

LOCAL PortsOf(table, types) == [i \in 1..Len(types) |-> table[types[i]].port]

-----------------------------------------------------------------------------
(* Checks that set and swap have in common; "" if all passed.               *)
(*   Clauses  exceptions.set.1 - exceptions.set.5                           *)

LOCAL IsIdentityToken(behavior) ==
    behavior \in {EXCEPTION_IDENTITY_PROTECTED, EXCEPTION_STATE_IDENTITY_PROTECTED}

Refusal(k, target, mask, port, behavior, codes, flavor) ==
    CASE ~IsTarget(k, target)                 -> <<"KERN_INVALID_ARGUMENT", "exceptions.set.1">>
      [] ~(mask \subseteq AcceptedTypes)      -> <<"KERN_INVALID_ARGUMENT", "exceptions.set.2">>
      [] IsPort(port) /\ \/ behavior \notin KnownBehaviors
                         \/ IsIdentityToken(behavior) /\ ~codes
                                              -> <<"KERN_INVALID_ARGUMENT", "exceptions.set.3">>
      [] flavor # THREAD_STATE_NONE /\ ~IsFlavor(flavor)
                                              -> <<"KERN_INVALID_ARGUMENT", "exceptions.set.4">>
      [] ~IsActiveTarget(k, target)           -> <<"KERN_FAILURE", "exceptions.set.5">>
      [] OTHER                                -> <<"", "">>

(* The chosen slots change together, each with a right of its own.          *)
SlotsSet(k, target, types, slot) ==
    LET table == TableToSet(k, target)
    IN AddSendRights(WithTable(k, target, [key \in SlotKeys |-> IF key \in types THEN slot ELSE table[key]]),
                     slot.port, Cardinality(types))

(* thread_set_exception_ports, task_..., host_...                           *)
(*   Clauses  exceptions.set.1 - exceptions.set.7                           *)
SetExceptionPortsStep(k, t, target, mask, port, behavior, codes, flavor) ==
    LET refusal == Refusal(k, target, mask, port, behavior, codes, flavor)
        old     == PortsOf(TableToSet(k, target), Ascending(mask))
        set     == SlotsSet(k, target, mask, NewSlot(port, behavior, codes, flavor))
    IN CASE refusal[1] # "" -> EndsReleasing(k, t, <<port>>, refusal[1], refusal[2], NoOut)
         [] mask = {}       -> EndsReleasing(set, t, <<port>>, "KERN_SUCCESS", "exceptions.set.6", NoOut)
         [] OTHER           -> EndsReleasing(set, t, Append(old, port), "KERN_SUCCESS", "exceptions.set.7", NoOut)

-----------------------------------------------------------------------------
(* Slots that are equal make one group, which stands where its first type   *)
(* does.                                                                    *)

LOCAL GroupOf(groups, slot) ==
    LET same == {i \in 1..Len(groups) : groups[i].slot = slot}
    IN IF same = {} THEN 0 ELSE CHOOSE i \in same : TRUE

LOCAL WithType(groups, slot, type) ==
    LET i == GroupOf(groups, slot)
    IN IF i = 0 THEN Append(groups, [slot |-> slot, mask |-> {type}])
       ELSE [groups EXCEPT ![i].mask = @ \cup {type}]

(* Groups of these types in turn, as long as there are fewer than count.    *)
RECURSIVE Grouped(_, _, _, _)
LOCAL Grouped(table, types, count, groups) ==
    IF types = <<>> \/ Len(groups) >= count THEN groups
    ELSE Grouped(table, Tail(types), count, WithType(groups, table[Head(types)], Head(types)))

LOCAL TypesIn(groups) == UNION {groups[i].mask : i \in 1..Len(groups)}

(* The caller comes to hold a right to the port of each group; a port that  *)
(* has died is a dead name to it.                                           *)
RECURSIVE GroupsGiven(_, _, _)
LOCAL GroupsGiven(k, task, groups) ==
    IF groups = <<>> THEN k
    ELSE LET p == Head(groups).slot.port
         IN GroupsGiven(GivenTo(AddSendRights(k, p, 1), task, p), task, Tail(groups))

Shown(k, slot) == IF IsPort(slot.port) /\ ~IsAlive(k, slot.port) THEN [slot EXCEPT !.port = DeadPort] ELSE slot
LOCAL OutOf(k, groups) ==
    [groups |-> [i \in 1..Len(groups) |-> [groups[i] EXCEPT !.slot = Shown(k, @)]]]

(* thread_get_exception_ports, task_..., host_...                           *)
(*   Clauses  exceptions.get.1 - exceptions.get.5                           *)
GetExceptionPortsStep(k, t, target, mask, count) ==
    CASE ~IsTarget(k, target)            -> Refuses(k, "KERN_INVALID_ARGUMENT", "exceptions.get.1")
      [] ~(mask \subseteq AcceptedTypes) -> Refuses(k, "KERN_INVALID_ARGUMENT", "exceptions.get.2")
      [] ~IsActiveTarget(k, target)      -> Refuses(k, "KERN_FAILURE", "exceptions.get.3")
      [] TableOf(k, target) = NoTable    -> Answer(k, "KERN_SUCCESS", "exceptions.get.4", OutOf(k, <<>>))
      [] OTHER ->
            LET groups == Grouped(TableOf(k, target), Ascending(mask), count, <<>>)
            IN Answer(GroupsGiven(k, TaskOf[t], groups), "KERN_SUCCESS", "exceptions.get.5", OutOf(k, groups))

(* thread_swap_exception_ports, task_..., host_...: types behind the last   *)
(* group that there is room for stay as they are.                           *)
(*   Clauses  exceptions.set.1 - exceptions.set.5 exceptions.swap.1 exceptions.swap.2 *)
SwapExceptionPortsStep(k, t, target, mask, port, behavior, codes, flavor, count) ==
    LET refusal == Refusal(k, target, mask, port, behavior, codes, flavor)
        groups  == Grouped(TableToSet(k, target), Ascending(mask), count, <<>>)
        swapped == TypesIn(groups)
        old     == PortsOf(TableToSet(k, target), Ascending(swapped))
        set     == SlotsSet(k, target, swapped, NewSlot(port, behavior, codes, flavor))
    IN CASE target.level = "host" /\ IsPort(port) /\ codes /\ HostSwapRefusesCodes /\ refusal[2] \notin {"exceptions.set.1", "exceptions.set.2"} ->
                EndsReleasing(k, t, <<port>>, "KERN_INVALID_ARGUMENT", "exceptions.swap.1", NoOut)
         [] refusal[1] # "" -> EndsReleasing(k, t, <<port>>, refusal[1], refusal[2], NoOut)
         [] OTHER ->
                EndsReleasing(GroupsGiven(set, TaskOf[t], groups), t, Append(old, port),
                              "KERN_SUCCESS", "exceptions.swap.2", OutOf(k, groups))

-----------------------------------------------------------------------------
(* One right that a call left over is given up.                             *)
(*   Clauses  exceptions.release.1                                          *)
ReleaseRightStep(k, t) ==
    LET c    == Does(k, t)
        rest == LiveOf(k, Tail(c.doomed))
        left == AddSendRights(k, Head(c.doomed), -1)
    IN IF rest = <<>> THEN GoesOn(left, t, Return, "exceptions.release.1")
       ELSE GoesOn(left, t, [c EXCEPT !.doomed = rest], "exceptions.release.1")
=============================================================================

------------------------------ MODULE IpcMembers ------------------------------
(****************************************************************************)
(* The calls that put ports into sets and take them out again.  Each is one *)
(* critical section, which may let threads go.                              *)
(****************************************************************************)
EXTENDS IpcMessages

LOCAL Refuses(k, ret, clause) == Answer(k, ret, clause, NoOut)

LOCAL Done(r, clause) ==
    [kernel |-> r.kernel, ret |-> "KERN_SUCCESS", clause |-> clause, out |-> NoOut, woke |-> r.woke]

LOCAL NoThread(k) == [kernel |-> k, woke |-> <<>>]

-----------------------------------------------------------------------------
(* Who joins and leaves.                                                    *)

(* What is queued at p is given to those who wait at its new set, as long   *)
(* as there are both.  Answers [kernel, woke].                              *)
RECURSIVE HandOut(_, _, _)
HandOut(k, p, woke) ==
    IF k.ports[p].queue = <<>> THEN [kernel |-> k, woke |-> woke]
    ELSE LET offered == Offer(k, p, NextMessage(k.ports[p].queue), woke)
         IN IF ~offered.given THEN [kernel |-> offered.kernel, woke |-> offered.woke]
            ELSE HandOut(Unposted([offered.kernel EXCEPT !.ports[p].queue = Tail(@)], p), p, offered.woke)

(* Whoever waits at p itself is told that p has changed.                    *)
LOCAL OwnReceiversLetGo(k, p) ==
    LET receivers == k.ports[p].receivers
        changed   == ResumeWith("MACH_RCV_PORT_CHANGED", "ipc.receive.13", NoOut)
    IN IF ~SetsMergeQueues \/ receivers = <<>> THEN NoThread(k)
       ELSE [woke   |-> receivers,
             kernel |-> Evaluated([k EXCEPT
                 !.ports[p].receivers = <<>>,
                 !.threads = [t \in Threads |->
                     IF \E i \in 1..Len(receivers) : receivers[i] = t THEN changed ELSE @[t]]])]

(****************************************************************************)
(* p, which is not in s, joins it.  Answers [kernel, woke].                 *)
(*   Clause  ipc.set.4  ipc.set.5                                           *)
(****************************************************************************)
LOCAL Joins(k, p, s) ==
    LET handed == HandOut(WithMember(k, p, s), p, <<>>)
        told   == OwnReceiversLetGo(handed.kernel, p)
    IN [kernel |-> told.kernel, woke |-> handed.woke \o told.woke]

-----------------------------------------------------------------------------
(* What the names of a call denote, and what is wrong with them.            *)

LOCAL MissesAs(e, isRight) ==
    CASE e.type = "NONE" -> "KERN_INVALID_NAME"
      [] ~isRight        -> "KERN_INVALID_RIGHT"
      [] OTHER           -> "KERN_SUCCESS"

LOCAL MemberFault(e) == MissesAs(e, HasReceive(e))
LOCAL SetFault(e)    == MissesAs(e, e.type = "PORT_SET")

(* Of two faults the one that is found first.                               *)
LOCAL FirstFault(one, other) == IF one # "KERN_SUCCESS" THEN one ELSE other

LOCAL BothFault(member, set) ==
    IF SetIsCheckedFirst THEN FirstFault(SetFault(set), MemberFault(member))
    ELSE FirstFault(MemberFault(member), SetFault(set))

(****************************************************************************)
(* The receive right named `name` joins the set named `pset`.               *)
(*   Clause  ipc.insert_member.1 - ipc.insert_member.4                      *)
(****************************************************************************)
MachPortInsertMemberStep(k, t, task, name, pset) ==
    LET member == EntryNamed(k, task, name)
        set    == EntryNamed(k, task, pset)
        fault  == BothFault(member, set)
    IN CASE ~IsValidName(name) \/ ~IsValidName(pset) -> Refuses(k, "KERN_INVALID_RIGHT", "ipc.insert_member.1")
         [] fault # "KERN_SUCCESS" -> Refuses(k, fault, "ipc.insert_member.2")
         [] IsMember(k, member.port, set.port) \/ ReceivesThroughSet(k, member.port) ->
                Refuses(k, "KERN_ALREADY_IN_SET", "ipc.insert_member.3")
         [] OTHER -> Done(Joins(k, member.port, set.port), "ipc.insert_member.4")

(* Of two names both must be found before either is asked what it denotes.  *)
LOCAL MissingFirst(member, set) ==
    IF member.type = "NONE" \/ set.type = "NONE" THEN "KERN_INVALID_NAME"
    ELSE FirstFault(MemberFault(member), SetFault(set))

(* Links to a port's sets form a chain, the newest first and the last two   *)
(* in one link; whether p, in s, would take the first link with it.         *)
LOCAL LeavesFirstLink(k, p, s) ==
    LET sets == Joined(k, p) IN Len(sets) > 1 /\ (Len(sets) = 2 \/ sets[Len(sets)] = s)

(****************************************************************************)
(* The receive right named `name` leaves the set named `pset`.              *)
(*   Clause  ipc.extract_member.1 - ipc.extract_member.5                    *)
(****************************************************************************)
MachPortExtractMemberStep(k, t, task, name, pset) ==
    LET member == EntryNamed(k, task, name)
        set    == EntryNamed(k, task, pset)
        fault  == MissingFirst(member, set)
    IN CASE ~IsValidName(name) \/ ~IsValidName(pset) -> Refuses(k, "KERN_INVALID_RIGHT", "ipc.extract_member.1")
         [] fault # "KERN_SUCCESS" -> Refuses(k, fault, "ipc.extract_member.2")
         [] ~IsMember(k, member.port, set.port) -> Refuses(k, "KERN_NOT_IN_SET", "ipc.extract_member.3")
         [] LeavingIsDenied /\ LeavesFirstLink(k, member.port, set.port) ->
                [Done(NoThread(WithoutMember(k, member.port, set.port)), "ipc.extract_member.5")
                 EXCEPT !.ret = "KERN_NOT_IN_SET"]
         [] OTHER -> Done(NoThread(WithoutMember(k, member.port, set.port)), "ipc.extract_member.4")

LOCAL Leaves(k, p) ==
    IF IsInSomeSet(k, p) \/ LeavingNoSetSucceeds
    THEN Done(NoThread(WithoutSets(k, p)), "ipc.move_member.4")
    ELSE Refuses(k, "KERN_NOT_IN_SET", "ipc.move_member.3")

(* Where a port is in one set at most, that it is in it already is enough.  *)
LOCAL MovesTo(k, p, s) ==
    IF SetsMergeQueues /\ IsMember(k, p, s) THEN Done(NoThread(k), "ipc.move_member.5")
    ELSE Done(Joins(WithoutSets(k, p), p, s), "ipc.move_member.6")

(****************************************************************************)
(* The receive right named `member` leaves all its sets, and joins the one  *)
(* named `after`, unless that is null.                                      *)
(*   Clause  ipc.move_member.1 - ipc.move_member.6                          *)
(****************************************************************************)
MachPortMoveMemberStep(k, t, task, member, after) ==
    LET m     == EntryNamed(k, task, member)
        a     == EntryNamed(k, task, after)
        fault == IF after = MACH_PORT_NULL THEN MemberFault(m) ELSE BothFault(m, a)
    IN CASE InvalidNameIsBadRight /\ (~IsValidName(member) \/ after = MACH_PORT_DEAD) ->
                Refuses(k, "KERN_INVALID_RIGHT", "ipc.move_member.1")
         [] fault # "KERN_SUCCESS"  -> Refuses(k, fault, "ipc.move_member.2")
         [] after = MACH_PORT_NULL  -> Leaves(k, m.port)
         [] OTHER                   -> MovesTo(k, m.port, a.port)

-----------------------------------------------------------------------------
LOCAL NamesOfMembers(k, task, s) ==
    {NameOf(slot, k.spaces[task][slot]) : slot \in
        {u \in DOMAIN k.spaces[task] :
            /\ HasReceive(k.spaces[task][u])
            /\ IsMember(k, k.spaces[task][u].port, s)}}

(****************************************************************************)
(* The names of a set's members.                                            *)
(*   Clause  ipc.get_set_status.1 - ipc.get_set_status.3                    *)
(****************************************************************************)
MachPortGetSetStatusStep(k, t, task, name) ==
    LET e == EntryNamed(k, task, name) IN
    CASE InvalidNameIsBadRight /\ ~IsValidName(name) -> Refuses(k, "KERN_INVALID_RIGHT", "ipc.get_set_status.1")
      [] SetFault(e) # "KERN_SUCCESS" -> Refuses(k, SetFault(e), "ipc.get_set_status.2")
      [] OTHER -> Answer(k, "KERN_SUCCESS", "ipc.get_set_status.3",
                         [members |-> NamesOfMembers(k, task, e.port)])
=============================================================================

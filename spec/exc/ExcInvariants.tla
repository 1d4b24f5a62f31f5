----------------------------- MODULE ExcInvariants -----------------------------
(****************************************************************************)
(* What is always true of the state.  E6, S1 to S3 are the invariants of    *)
(* the reference; E1 to E4 are ExceptionTriage's.                           *)
(****************************************************************************)
EXTENDS Exc, Sums

-----------------------------------------------------------------------------
(* Shape.                                                                   *)

Lives == {"NONE", "ACTIVE", "TERMINATED", "GONE"}
(* A null or dead port is stored with whatever behaviour came with it.      *)
IsSlot(slot) ==
    /\ slot.port \in PortIds \cup {NullPort, DeadPort} /\ slot.behavior \in Nat /\ slot.codes \in BOOLEAN
    /\ slot.flavor = THREAD_STATE_NONE \/ IsFlavor(slot.flavor)

InMessageWait == {"AwaitSlot", "Admit", "Post", "ReturnMessage", "AwaitMessage", "CopyoutHeader", "Resume"}

Continuations ==
    InTriage \cup InMessageWait \cup {"User", "Parked", "Return", "NotStarted", "ReleaseRight", "AwaitStopped", "DestroySpace"}

IsSpecial(ports, numbers) ==
    DOMAIN ports = numbers /\ \A which \in numbers : ports[which] \in PortIds \cup {NullPort, DeadPort, FirstPort(which)}

IsTable(table) ==
    DOMAIN table \in {{}, SlotKeys} /\ \A key \in DOMAIN table : IsSlot(table[key])

TypeOK(k) ==
    /\ \A task \in Tasks :
        LET it == k.tasks[task]
        IN /\ it.life \in Lives /\ it.suspends \in Nat /\ it.pidHeld \in BOOLEAN /\ IsTable(it.slots) /\ it.sends \subseteq PortIds
           /\ IsSpecial(it.special, TaskPortNumbers)
           /\ it.registered \in [1..RegisteredMax -> PortIds \cup {NullPort, DeadPort}]
    /\ \A t \in Threads :
        LET it == k.threads[t]
        IN /\ it.life \in Lives /\ it.started \in BOOLEAN /\ it.suspends \in Nat /\ it.aborted \in {"NO", "YES"}
           /\ it.registers \in {"faulting", "repaired"} /\ IsTable(it.slots) /\ it.does.at \in Continuations
           /\ IsSpecial(it.special, ThreadPortNumbers)
           /\ IsDue(k, t) => it.due.type \in {EXC_RESOURCE, EXC_GUARD}
    /\ IsTable(k.host)
    /\ \A p \in PortIds :
        LET it == k.ports[p]
        IN it.life \in {"NONE", "ALIVE", "DEAD"} /\ it.receiver \in Tasks \cup {Nobody} /\ it.sendRights \in Nat
    /\ \A r \in ReplyIds : k.replies[r] \in Threads \cup {Nobody}

-----------------------------------------------------------------------------
(* E6: each slot that is not null owns a send right, and so does whoever    *)
(* else is counted; nothing more is.                                        *)

LOCAL InTable(table, p) == Cardinality({key \in DOMAIN table : table[key].port = p})
LOCAL Among(ports, p)   == Cardinality({key \in DOMAIN ports : ports[key] = p})

LOCAL InHands(k, t, p) ==
    CASE At(k, t, "SendRequest")  -> IF Does(k, t).slot.port = p THEN 1 ELSE 0
      [] At(k, t, "ReleaseRight") -> Len(SelectSeq(Does(k, t).doomed, LAMBDA q : q = p))
      [] Does(k, t).at \in InMessageWait \ {"AwaitMessage", "Resume"} -> IF Does(k, t).port = p THEN 1 ELSE 0
      [] OTHER                    -> 0

RightsTo(k, p) ==
    InTable(k.host, p) + Len(k.ports[p].queue)
    + Sum([task \in Tasks |-> LET it == k.tasks[task]
           IN InTable(it.slots, p) + Among(it.special, p) + Among(it.registered, p) + IF p \in it.sends THEN 1 ELSE 0], Tasks)
    + Sum([t \in Threads |-> InTable(k.threads[t].slots, p) + Among(k.threads[t].special, p) + InHands(k, t, p)], Threads)

SlotsOwnRights(k) == \A p \in PortIds : IsAlive(k, p) => k.ports[p].sendRights = RightsTo(k, p)

-----------------------------------------------------------------------------
(* Replies.                                                                 *)

(* A reply port lives while its thread waits there, or as long as the right *)
(* to it where that outlives the wait of a thread that ended.               *)
NoReplyPortLeaks(k) ==
    \A r \in ReplyIds : k.replies[r] # Nobody =>
        LET t == k.replies[r]
        IN \/ At(k, t, "AwaitReply") /\ Does(k, t).reply = r
           \/ ~ReplyPortDiesWithWait /\ ~IsActive(k, t) /\ r \in HeldReplies(k)

(* Who waits for a reply waits for somebody: there is a right to reply by.  *)
NobodyIsStranded(k) ==
    \A t \in Threads : At(k, t, "AwaitReply") =>
        Does(k, t).reply \in HeldReplies(k) /\ k.replies[Does(k, t).reply] = t

(* What has died or is gone has nothing.                                    *)
NothingIsLeft(k) ==
    /\ \A p \in PortIds : ~IsAlive(k, p) => k.ports[p].queue = <<>> /\ k.ports[p].receiver = Nobody
    /\ \A task \in Tasks : k.tasks[task].life = "GONE" =>
        /\ k.tasks[task] = [NewTask EXCEPT !.life = "GONE"]
        /\ \A p \in PortIds : k.ports[p].receiver # task
        /\ \A t \in ThreadsOf(task) : k.threads[t].request = NoRequest
    /\ \A t \in Threads : k.threads[t].life = "GONE" => k.threads[t].slots = NewTable /\ At(k, t, "Parked")

-----------------------------------------------------------------------------
(* Holds.                                                                   *)

(* S1: a thread comes to user instructions when all let it, and not before. *)
(* (S2, that counts are never negative, is a part of TypeOK.)               *)
ComesToUser(k, l, t) == ~At(k, t, "User") /\ At(l, t, "User") => MayRun(k, t)

(* S3: who is held and executes user instructions all the same is being     *)
(* waited for by who holds it.                                              *)
HoldersWait(k) ==
    \A t \in Threads : IsActive(k, t) /\ IsHeld(k, t) /\ At(k, t, "User") =>
        \E u \in Threads : At(k, u, "AwaitStopped") /\ t \in Does(k, u).targets
=============================================================================

-------------------------------- MODULE IpcSets --------------------------------
(****************************************************************************)
(* Port sets and their members: who is in which, and which members have a   *)
(* message for those who receive from the set.                              *)
(*                                                                          *)
(* A port knows the sets that it is in, in the order of joining; a set, in  *)
(* `preposts`, whose message comes next.  Messages stand in their port's    *)
(* queue.  Where they are told apart by arrival (SetsMergeQueues) a member  *)
(* is preposted once for each of its messages, otherwise once for them all. *)
(*                                                                          *)
(* The calls on sets are in IpcMembers; a set's death is in IpcDeath.       *)
(****************************************************************************)
EXTENDS IpcState

Joined(k, p)        == k.ports[p].sets
IsMember(k, p, s)   == \E i \in 1..Len(Joined(k, p)) : Joined(k, p)[i] = s
IsInSomeSet(k, p)   == Joined(k, p) # <<>>
MembersOf(k, s)     == {p \in DOMAIN k.ports : IsMember(k, p, s)}

LOCAL Without(sequence, x) == SelectSeq(sequence, LAMBDA y : y # x)
LOCAL Holds(sequence, x)   == \E i \in 1..Len(sequence) : sequence[i] = x

(* k, with its functions evaluated: TLC may evaluate one that it left lazy  *)
(* a second time, and cannot.                                               *)
Evaluated(k) == IF k = k THEN k ELSE k

-----------------------------------------------------------------------------
(* Who is served.                                                           *)

LOCAL Reversed(sequence) == [i \in 1..Len(sequence) |-> sequence[Len(sequence) + 1 - i]]

(* Where the receivers of p's messages wait, in the order in which they are *)
(* served: at the port, then at its sets, the one joined last first.        *)
ServingOrder(k, p) == <<p>> \o Reversed(Joined(k, p))

(* Those of them that come first, an object, or 0 if nobody waits.          *)
FirstServed(k, p) ==
    LET waitedAt == SelectSeq(ServingOrder(k, p), LAMBDA o : k.ports[o].receivers # <<>>)
    IN IF waitedAt = <<>> THEN 0 ELSE Head(waitedAt)

(* A member receives through its set only, where the set has the messages.  *)
ReceivesThroughSet(k, p) == SetsMergeQueues /\ k.ports[p].kind = "PORT" /\ IsInSomeSet(k, p)

-----------------------------------------------------------------------------
(* Whose message comes next.                                                *)

LOCAL ForSets(k, p, Change(_)) ==
    IF ~IsInSomeSet(k, p) THEN k
    ELSE Evaluated([k EXCEPT !.ports = [o \in DOMAIN @ |->
            IF IsMember(k, p, o) THEN [@[o] EXCEPT !.preposts = Change(@)] ELSE @[o]]])

(* A message has come to the tail of p's queue.                             *)
(*   Clause  ipc.set.1                                                      *)
Preposted(k, p) ==
    ForSets(k, p, LAMBDA preposts :
        IF ~SetsMergeQueues /\ Holds(preposts, p) THEN preposts ELSE Append(preposts, p))

LOCAL WithoutFirst(sequence, x) ==
    LET i == CHOOSE i \in 1..Len(sequence) : sequence[i] = x /\ \A j \in 1..(i - 1) : sequence[j] # x
    IN SubSeq(sequence, 1, i - 1) \o SubSeq(sequence, i + 1, Len(sequence))

(* The message at the head of p's queue has gone.  A member that still has  *)
(* others keeps its turn.                                                   *)
(*   Clause  ipc.set.2                                                      *)
Unposted(k, p) ==
    IF SetsMergeQueues THEN ForSets(k, p, LAMBDA preposts : WithoutFirst(preposts, p))
    ELSE IF k.ports[p].queue = <<>> THEN ForSets(k, p, LAMBDA preposts : Without(preposts, p))
    ELSE k

-----------------------------------------------------------------------------
(* Joining and leaving.                                                     *)

LOCAL Times(n, x) == [i \in 1..n |-> x]

(* p, with what is in its queue, is the newest member of s.                 *)
WithMember(k, p, s) ==
    LET messages == Len(k.ports[p].queue)
    IN [k EXCEPT !.ports[p].sets = Append(@, s),
                 !.ports[s].preposts =
                     @ \o Times(IF SetsMergeQueues \/ messages = 0 THEN messages ELSE 1, p)]

(* p leaves s and takes its messages along.                                 *)
WithoutMember(k, p, s) ==
    [k EXCEPT !.ports[p].sets = Without(@, s), !.ports[s].preposts = Without(@, p)]

RECURSIVE WithoutSets(_, _)
WithoutSets(k, p) ==
    IF ~IsInSomeSet(k, p) THEN k ELSE WithoutSets(WithoutMember(k, p, Head(Joined(k, p))), p)

(* s loses its members, who keep their messages.                            *)
WithoutMembers(k, s) ==
    IF MembersOf(k, s) = {} THEN k
    ELSE Evaluated([k EXCEPT !.ports = [p \in DOMAIN @ |->
            IF IsMember(k, p, s) THEN [@[p] EXCEPT !.sets = Without(@, s)] ELSE @[p]]])
=============================================================================

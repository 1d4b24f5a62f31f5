------------------------------ MODULE IpcChanges ------------------------------
(****************************************************************************)
(* What is always true of two states, the one before a call or a step and   *)
(* the one after it; and of what came before.                               *)
(****************************************************************************)
EXTENDS IpcInvariants

(* A name whose port dies has the references that its right had, and one    *)
(* more if word of the death is on its way, or has been: who had word of    *)
(* room and receives himself has that one too.                              *)
DeadNamesKeepReferences(k, next) ==
    \A task \in Tasks, s \in SlotIds :
        LET e    == k.spaces[task][s]
            dead == next.spaces[task][s]
            told == \/ e.request.kind \in {"DEAD_NAME", "SEND_POSSIBLE"}
                    \/ e.request.kind = "FIRED" /\ e.type = "SEND_RECEIVE"
            due  == IF told /\ e.userRefs < UserRefsMax THEN e.userRefs + 1 ELSE e.userRefs
        IN e.port > 0 /\ e.type # "PORT_SET" /\ dead.type = "DEAD_NAME" => dead.userRefs = due

LOCAL TypesWith(type) ==
    CASE type = "SEND" -> {"SEND", "SEND_RECEIVE"}
      [] type = "RECEIVE" -> {"RECEIVE", "SEND_RECEIVE"}
      [] OTHER -> {type}

(* Calls that ended with their send having waited in vain have given back   *)
(* what their message held, unless its port is dead.                        *)
WaitsLoseNothing(k, next, ended) ==
    \A i \in 1..Len(ended) :
        LET c == k.threads[ended[i].thread]
            held == IF c.at = "AwaitSlot" THEN MessageRights(c.message) ELSE <<>>
        IN ended[i].ret \in {"MACH_SEND_TIMED_OUT", "MACH_SEND_INTERRUPTED"} =>
            \A j \in 1..Len(held) : held[j].port > 0 /\ IsPort(next, held[j].port) =>
                HeldInSpace(next.spaces[TaskOf[ended[i].thread]], TypesWith(held[j].type), held[j].port) > 0

-----------------------------------------------------------------------------
(* Into a queue.                                                            *)

LOCAL Sends(c, p) == c.message.destination.type = "SEND" /\ c.message.destination.port = p

(* Threads whose message to p, through a send right, has a place in this    *)
(* step: found by the thread's own test of the queue, after which it is to  *)
(* be posted, or is, as the clause tells; or given to it while it waited.   *)
LOCAL ToPost(c, p) == IF c.at = "Post" THEN Sends(c, p) ELSE FALSE
LOCAL Finds(k, next, clause, p) ==
    {t \in Threads :
        LET c == k.threads[t] IN
        IF c.at = "Admit" /\ next.threads[t] # c
        THEN Sends(c, p) /\ (ToPost(next.threads[t], p) \/ clause = "ipc.send.16") ELSE FALSE}
LOCAL IsGiven(k, next, p) ==
    {t \in Threads : k.threads[t].at = "AwaitSlot" /\ ToPost(next.threads[t], p)}

(* I8: a user's message through a send right finds a place only in a queue  *)
(* below its limit, if it was not let past that beforehand.  Who waits is   *)
(* given the place that a message left below the limit; or as many are as   *)
(* the limit has grown, whatever the queue holds.  Of steps.                *)
AdmittedBelowTheLimit(k, next, clause) ==
    \A p \in PortIds :
        LET before == k.ports[p]
            more   == next.ports[p].queueLimit - before.queueLimit
            given  == Cardinality(IsGiven(k, next, p))
        IN /\ \A t \in Finds(k, next, clause, p) :
                 before.messageCount < before.queueLimit \/ "always" \in DOMAIN k.threads[t]
           /\ given > 0 => IF more > 0 THEN given <= more ELSE given = 1 /\ before.messageCount <= before.queueLimit

(* I10: whoever takes a message of a port has the port's number for it, and *)
(* the next has the next; a port that stays where it is counts on from      *)
(* there.  Of steps, where nobody sets the number.                          *)
LOCAL TakesOne(c, after, p) ==
    IF after.at = "CopyoutHeader" /\ c.at # after.at THEN after.message.destination.port = p ELSE FALSE
MessagesAreNumbered(k, next) ==
    \A p \in PortIds :
        LET before == k.ports[p]
            after  == next.ports[p]
            takers == {t \in Threads : TakesOne(k.threads[t], next.threads[t], p)}
        IN before.kind = "PORT" /\ after.kind = "PORT" /\ before.receiver = after.receiver =>
            /\ \A t \in takers : next.threads[t].seqno = before.seqno
            /\ after.seqno = before.seqno + Cardinality(takers)

-----------------------------------------------------------------------------
(* What is refused.                                                         *)

LOCAL HeaderRefusals ==
    {"ipc.send.1", "ipc.send.2", "ipc.send.3", "ipc.send.4", "ipc.send.6", "ipc.send.7", "ipc.send.8", "ipc.send.9",
     "ipc.send.24", "ipc.send.25"}

(* I17: a send that is refused for its header, or for the rights that the   *)
(* header names, takes nothing.  That a port has died may have been noticed.*)
RefusedSendsTakeNothing(k, next, clause) ==
    clause \in HeaderRefusals =>
        \/ next = k
        \/ next = [k EXCEPT !.spaces = [task \in Tasks |-> [s \in SlotIds |->
                      IF next.spaces[task][s] = Noticed(@[task][s]) THEN Noticed(@[task][s]) ELSE @[task][s]]]]

-----------------------------------------------------------------------------
(* Names given again.  `given`: which of its names each slot of a space has *)
(* given last, oldest first.                                                *)

NothingGiven == [s \in SlotIds |-> <<>>]

LOCAL Last(sequence, n) ==
    IF Len(sequence) <= n THEN sequence ELSE SubSeq(sequence, Len(sequence) - n + 1, Len(sequence))

WithGiven(given, space, next) ==
    [s \in SlotIds |->
        IF next[s].type # "NONE" /\ (space[s].type = "NONE" \/ space[s].generation # next[s].generation)
        THEN Last(Append(given[s], next[s].generation), Generations) ELSE given[s]]

(* I20: where nobody chooses names, a slot gives no name again before it    *)
(* has given all the others that it has.                                    *)
NamesAreGivenInTurn(given) ==
    \A s \in SlotIds : \A i, j \in 1..Len(given[s]) : given[s][i] = given[s][j] => i = j
=============================================================================

------------------------------- MODULE IpcState -------------------------------
(****************************************************************************)
(* The state of Mach's IPC as one value, and the small moves on it that all *)
(* operations share: look-ups, counts, waiters.  Tasks and threads are      *)
(* strings, ports and names small integers (see README.md).                 *)
(*                                                                          *)
(* Not here: what a call does (IpcRights, IpcMessages), and in which order  *)
(* threads run (Ipc).                                                       *)
(****************************************************************************)
EXTENDS MachTypes, Rules, FiniteSets

CONSTANTS
    Tasks,             \* strings
    Threads,           \* strings; TaskOf says whose they are
    Slots,             \* entries of a space
    Generations,       \* names a slot has in turn; 1: a name is its slot
    Ports,             \* identities of ports and port sets, 1..Ports
    QueueLimit,        \* MACH_PORT_QLIMIT_DEFAULT
    UserRefsMax,       \* MACH_PORT_UREFS_MAX
    NamesMax,          \* names in a space
    MessageCountMax    \* MACH_PORT_QLIMIT_KERNEL

ASSUME /\ {Slots, Generations, Ports, QueueLimit, NamesMax, MessageCountMax} \subseteq Nat \ {0}
       /\ UserRefsMax \in Nat /\ UserRefsMax > 2
       /\ ~NamesHaveGenerations => Generations = 1

(* In worlds; a setting puts its own in place of it.                        *)
TaskOf == [t \in Threads |-> IF t \in {"A1", "A2", "A3"} THEN "A" ELSE "B"]

(* Likewise: all threads and perhaps more, in the order in which they were  *)
(* made.                                                                    *)
ThreadOrder == <<"A1", "A2", "A3", "B1", "B2", "B3">>

SlotIds == 1..Slots
PortIds == 1..Ports
Names   == 1..(Slots * Generations)

-----------------------------------------------------------------------------
(* Entries and names.                                                       *)

(* Whom a name's request for notification is answered to, and its place in  *)
(* the port's table of requests.  One that has fired keeps its place.       *)
NoRequest == [kind |-> "NONE", right |-> NullRight, armed |-> FALSE, index |-> 0]

FreeEntry(generation) ==
    [type |-> "NONE", port |-> 0, userRefs |-> 0, generation |-> generation, request |-> NoRequest]

SlotOf(n)          == IF Generations = 1 THEN n ELSE ((n - 1) % Slots) + 1
GenerationOf(n)    == (n - 1) \div Slots
NameOf(s, e)       == s + Slots * e.generation

(* The task has ended, and its space is dead, though names may still be in  *)
(* it that wait for their destruction.                                      *)
IsDead(k, task) == task \in k.dead

(* The entry that a name denotes; an entry of type NONE if it denotes none, *)
(* as in a dead space none does.                                            *)
EntryNamed(k, task, n) ==
    LET space == k.spaces[task] IN
    IF n < 1 \/ SlotOf(n) \notin DOMAIN space \/ IsDead(k, task) THEN FreeEntry(0)
    ELSE LET e == space[SlotOf(n)]
         IN IF Generations = 1 \/ e.generation = GenerationOf(n) THEN e ELSE FreeEntry(0)

(* What of a space denotes something, and its names.                        *)
SlotsInUse(space) == {s \in DOMAIN space : space[s].type # "NONE"}
NamesIn(space)    == {NameOf(s, space[s]) : s \in SlotsInUse(space)}

SetEntry(k, task, n, e) == [k EXCEPT !.spaces[task][SlotOf(n)] = e]
Freed(e)                == FreeEntry(e.generation)

HasReceive(e)   == e.type \in {"RECEIVE", "SEND_RECEIVE"}
HasSend(e)      == e.type \in {"SEND", "SEND_RECEIVE"}

(* A send-once right whose port died, and nothing has touched it since.     *)
IsDeadSendOnce(e) == e.type = "SEND_ONCE" /\ e.port = DeadPort
AsDeadName(e)     == [e EXCEPT !.type = "DEAD_NAME", !.port = 0, !.request = NoRequest]

(* Names whose ports died are dead names here at once, and there as soon as *)
(* a call touches them.  Until then one of which something was asked keeps  *)
(* a place, which a request of nothing finds (ipc.request_notification.19). *)
IsUnnoticed(e)    == e.type = "DEAD_NAME" /\ e.request.index > 0
Unnoticed(e)      == [e EXCEPT !.request.index = 1]
Noticed(e)        == IF IsDeadSendOnce(e) \/ IsUnnoticed(e) THEN AsDeadName(e) ELSE e
WithNoticed(k, task, n) ==
    LET e == EntryNamed(k, task, n) IN IF IsUnnoticed(e) THEN SetEntry(k, task, n, Noticed(e)) ELSE k

(* The lowest free slot, 0 if the space has no room for another name.       *)
FreeSlot(space) ==
    LET free == {s \in DOMAIN space : space[s].type = "NONE"}
    IN IF free = {} \/ Cardinality(DOMAIN space) - Cardinality(free) >= NamesMax THEN 0
       ELSE CHOOSE s \in free : \A u \in free : s <= u

(* The generation of a slot's next name: where there are any, not the last. *)
NextGeneration(e) == IF Generations = 1 THEN 0 ELSE (e.generation + 1) % Generations

(* The slot under which a space holds send or receive rights to a port, or 0. *)
SlotForPort(space, p) ==
    LET held == {s \in DOMAIN space : space[s].port = p /\ space[s].type \in {"SEND", "RECEIVE", "SEND_RECEIVE"}}
    IN IF held = {} THEN 0 ELSE CHOOSE s \in held : TRUE

-----------------------------------------------------------------------------
(* Ports.                                                                   *)

(* Who asked for word of the last sender, and of the port's end; the free   *)
(* places for requests by name, next first.                                 *)
NoRequests == [noSenders |-> NullRight, portDestroyed |-> NullRight, free |-> <<1>>]

(* A request outlives its name where the name becomes a dead name and the   *)
(* port lives on (rule portDestroyedSend): [task, name, right, index], in   *)
(* the order of their places.  Requests have the field if there are any.    *)
AbandonedOf(port) == IF "abandoned" \in DOMAIN port.requests THEN port.requests.abandoned ELSE <<>>

WithAbandoned(port, one) ==
    LET Before(a) == a.index < one.index
        After(a)  == a.index > one.index
        all == SelectSeq(AbandonedOf(port), Before) \o <<one>> \o SelectSeq(AbandonedOf(port), After)
    IN [port EXCEPT !.requests = [f \in DOMAIN @ \cup {"abandoned"} |-> IF f = "abandoned" THEN all ELSE @[f]]]

NoPort == [kind |-> "NONE", receiver |-> "none", sendRights |-> 0, sendOnceRights |-> 0,
           makeSendCount |-> 0, seqno |-> 0, queueLimit |-> 0, messageCount |-> 0, destination |-> 0,
           queue |-> <<>>, senders |-> <<>>, receivers |-> <<>>, requests |-> NoRequests,
           sets |-> <<>>, preposts |-> <<>>]

(* What guards a receive right: a word of the user's, whether it must be    *)
(* shown to give the right up, whether it may change, and whether the right *)
(* may leave its space.  A port has the field if it has something in it.    *)
NoGuard == [context |-> 0, guarded |-> FALSE, strict |-> FALSE, immovable |-> FALSE]

GuardOf(port) == IF "guard" \in DOMAIN port THEN port.guard ELSE NoGuard

Unguarded(port) == IF "guard" \in DOMAIN port THEN [f \in DOMAIN port \ {"guard"} |-> port[f]] ELSE port

WithGuard(port, guard) ==
    IF guard = NoGuard THEN Unguarded(port)
    ELSE [f \in DOMAIN port \cup {"guard"} |-> IF f = "guard" THEN guard ELSE port[f]]

(* The thread whose special reply port it is; "none" of one that was, and   *)
(* "" of any other port, which has no such field.                           *)
SpecialReplyOf(port) == IF "specialReply" \in DOMAIN port THEN port.specialReply ELSE ""

FreshPort(task) == [NoPort EXCEPT !.kind = "PORT", !.receiver = task, !.queueLimit = QueueLimit]
FreshPortSet    == [NoPort EXCEPT !.kind = "PORT_SET"]

(* No room for a user's message through a send right, and none for anything. *)
IsFull(port)          == port.messageCount >= port.queueLimit
IsFullForKernel(port) == IsFull(port) /\ KernelQueueBounded /\ port.messageCount >= MessageCountMax

FreePorts(k) == {p \in DOMAIN k.ports : k.ports[p].kind = "NONE"}
LowestOf(s)  == CHOOSE p \in s : \A q \in s : p <= q

AddSendRights(k, p, n)     == [k EXCEPT !.ports[p].sendRights = @ + n]
AddSendOnceRights(k, p, n) == [k EXCEPT !.ports[p].sendOnceRights = @ + n]

-----------------------------------------------------------------------------
(* Messages.  `descriptors`: what a complex message carries besides words,  *)
(* each [kind, right] and so on (IpcBody).  `notified`: the name or count   *)
(* that a notification tells, [task, name] or [count].                      *)

NotNotified == [none |-> TRUE]

Message(id, size, destination, reply) ==
    [id |-> id, size |-> size, destination |-> destination, reply |-> reply,
     descriptors |-> <<>>, notified |-> NotNotified]

LOCAL DescriptorRights(d) ==
    CASE d.kind = "PORT"      -> <<d.right>>
      [] d.kind = "OOL_PORTS" -> d.rights
      [] OTHER                -> <<>>

(* The rights that descriptors carry, in order.                             *)
RECURSIVE RightsOfDescriptors(_)
RightsOfDescriptors(descriptors) ==
    IF descriptors = <<>> THEN <<>>
    ELSE DescriptorRights(Head(descriptors)) \o RightsOfDescriptors(Tail(descriptors))

-----------------------------------------------------------------------------
(* Receive rights on their way.                                             *)

(* Where the way ends that begins at p's queue: at the first port that is   *)
(* not on its way itself.                                                   *)
RECURSIVE EndOfWay(_, _)
EndOfWay(k, p) == IF k.ports[p].destination = 0 THEN p ELSE EndOfWay(k, k.ports[p].destination)

(* A message to that destination has taken up p's receive right: p is on    *)
(* its way, unless the way would end where it begins.                       *)
SentOnItsWay(k, p, destination) ==
    IF destination <= 0 THEN k
    ELSE [k EXCEPT !.ports[p].destination = IF EndOfWay(k, destination) = p THEN 0 ELSE destination]

-----------------------------------------------------------------------------
(* Waiting threads, in waking order.                                        *)

(* Of a heap's three at most, the one that came last follows the head.  The *)
(* order of more cannot be told from a sequence, and nothing is said of it. *)
WithWaiter(waiters, t) ==
    CASE ~WaitersFormHeap \/ waiters = <<>> -> <<t>> \o waiters
      [] Len(waiters) <= 2 -> <<Head(waiters), t>> \o Tail(waiters)

WithSetWaiter(waiters, t) == IF SetWaitersAreFifo THEN Append(waiters, t) ELSE <<t>> \o waiters

WithoutWaiter(waiters, t) == SelectSeq(waiters, LAMBDA u : u # t)

-----------------------------------------------------------------------------
(* Threads and answers.                                                     *)

Idle == [at |-> "Idle"]

IsIdle(k, t)       == k.threads[t].at = "Idle"
Continue(k, t, c)  == [k EXCEPT !.threads[t] = c]

(* What every operation answers.  `woke`: threads let go, in waking order.  *)
Answer(k, ret, clause, out) ==
    [kernel |-> k, ret |-> ret, clause |-> clause, out |-> out, woke |-> <<>>]

ResumeWith(ret, clause, out) == [at |-> "Resume", ret |-> ret, clause |-> clause, out |-> out]

(* The call goes on at c.                                                   *)
GoesOn(k, t, c, clause, woke) ==
    [kernel |-> Continue(k, t, c), ret |-> "CONTINUE", clause |-> clause, out |-> NoOut, woke |-> woke]

(* The call ends.                                                           *)
Ends(k, t, ret, clause, out, woke) ==
    [kernel |-> Continue(k, t, Idle), ret |-> ret, clause |-> clause, out |-> out, woke |-> woke]

(* Rights worth releasing: those to live ports.                             *)
Live(rights) == SelectSeq(rights, LAMBDA r : r.port > 0)

(* Where messages that are being destroyed end, among doomed rights: if a   *)
(* port dies with one of them its own messages are destroyed there.         *)
MessagesEnd == NullRight

(* The rights of messages that are being destroyed.                         *)
AsMessages(rights) ==
    IF \E i \in 1..Len(rights) : rights[i].type = "RECEIVE" THEN Append(rights, MessagesEnd) ELSE rights

(* The call goes on at c once the doomed rights are released.               *)
GoesOnReleasing(k, t, doomed, c, clause, woke) ==
    GoesOn(k, t, IF doomed = <<>> THEN c ELSE [at |-> "ReleaseRight", doomed |-> doomed, then |-> c], clause, woke)

(* The call ends once the doomed rights are released.                       *)
EndsReleasing(k, t, doomed, ret, clause, out, woke) ==
    IF doomed = <<>> THEN Ends(k, t, ret, clause, out, woke)
    ELSE GoesOnReleasing(k, t, doomed, ResumeWith(ret, clause, out), clause, woke)

(* A kernel to which nothing has happened.                                  *)
KernelOf(slots, ports) ==
    [spaces  |-> [task \in Tasks |-> [s \in 1..slots |-> FreeEntry(Generations - 1)]],
     ports   |-> [p \in 1..ports |-> NoPort],
     threads |-> [t \in Threads |-> Idle],
     dead    |-> {}]

InitialKernel == KernelOf(Slots, Ports)
=============================================================================

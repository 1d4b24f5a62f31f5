----------------------------- MODULE IpcInvariants -----------------------------
(****************************************************************************)
(* What is held where, read off the state, and what is always true of it.   *)
(****************************************************************************)
EXTENDS Ipc, Sums

MessageRights(m) ==
    <<m.destination, m.reply>> \o RightsOfDescriptors(m.descriptors)
    \o (IF IsToBeTold(m) THEN <<m.acceptance.right>> ELSE <<>>)

LOCAL HasMessage(c) ==
    c.at \in {"CopyinBody", "Admit", "RequestAcceptance", "Post", "AwaitSlot", "ReturnMessage", "CopyoutHeader", "CopyoutBody"}

RECURSIVE RightsOfDoomed(_)
LOCAL RightsOfDoomed(s) ==
    IF s = <<>> THEN <<>>
    ELSE <<Head(s)>> \o (IF IsNotice(Head(s)) THEN RightsOfDescriptors(Head(s).notice.descriptors) ELSE <<>>)
         \o RightsOfDoomed(Tail(s))

(* The naked rights in a thread's hands.                                    *)
RECURSIVE RightsOfThread(_)
RightsOfThread(c) ==
    CASE HasMessage(c)          -> MessageRights(c.message)
      [] c.at \in {"InsertRight", "RequestNotification", "ReturnPrevious", "ReturnRight"} -> <<c.right>>
      [] c.at = "ReleaseRight"  -> RightsOfDoomed(c.doomed) \o RightsOfThread(c.then)
      [] OTHER                  -> <<>>

RECURSIVE RightsOfMessages(_)
RightsOfMessages(q) == IF q = <<>> THEN <<>> ELSE MessageRights(Head(q)) \o RightsOfMessages(Tail(q))

RECURSIVE RightsOfThreads(_, _)
RightsOfThreads(k, threads) ==
    IF threads = {} THEN <<>>
    ELSE LET t == CHOOSE t \in threads : TRUE
         IN RightsOfThread(k.threads[t]) \o RightsOfThreads(k, threads \ {t})

RECURSIVE RightsOfPorts(_, _)
RightsOfPorts(k, ports) ==
    IF ports = {} THEN <<>>
    ELSE LET p == CHOOSE p \in ports : TRUE
         IN RightsOfMessages(k.ports[p].queue) \o RightsOfPorts(k, ports \ {p})

RECURSIVE StoredIn(_)
LOCAL StoredIn(requests) ==
    IF requests = {} THEN <<>>
    ELSE LET one == CHOOSE one \in requests : TRUE IN <<one.right>> \o StoredIn(requests \ {one})

LOCAL PortsAsked(k) == {p \in PortIds : k.ports[p].requests # NoRequests}
LOCAL NamesAsked(k, task) == {s \in SlotIds : k.spaces[task][s].request # NoRequest}

(* The send-once rights of requests, by which notifications will come.      *)
StoredRights(k) ==
    StoredIn(UNION {{[at |-> <<p, "noSenders">>, right |-> k.ports[p].requests.noSenders],
                     [at |-> <<p, "portDestroyed">>, right |-> k.ports[p].requests.portDestroyed]} : p \in PortsAsked(k)}
             \cup UNION {{[at |-> <<p, i, "abandoned">>, right |-> AbandonedOf(k.ports[p])[i].right]
                          : i \in 1..Len(AbandonedOf(k.ports[p]))} : p \in PortsAsked(k)}
             \cup UNION {{[at |-> <<s, task>>, right |-> k.spaces[task][s].request.right] : s \in NamesAsked(k, task)}
                         : task \in Tasks})

(* All rights that no space holds.                                          *)
NakedRights(k) == RightsOfPorts(k, PortIds) \o RightsOfThreads(k, Threads) \o StoredRights(k)

HowMany(rights, type, p) == Len(SelectSeq(rights, LAMBDA r : r.type = type /\ r.port = p))

HeldInSpace(space, types, p) == Cardinality({s \in SlotIds : space[s].port = p /\ space[s].type \in types})

IsPort(k, p) == k.ports[p].kind = "PORT"

LOCAL HeldInSpaces(k, types, p) == Sum([task \in Tasks |-> HeldInSpace(k.spaces[task], types, p)], Tasks)

LOCAL SendRightsAreCounted(k, naked, p) ==
    k.ports[p].sendRights = HeldInSpaces(k, {"SEND", "SEND_RECEIVE"}, p) + HowMany(naked, "SEND", p)
                            + (IF IsTimer(k.ports[p]) THEN 1 ELSE 0)
LOCAL SendOnceIsCounted(k, naked, p) ==
    k.ports[p].sendOnceRights = HeldInSpaces(k, {"SEND_ONCE"}, p) + HowMany(naked, "SEND_ONCE", p)

(* A live port counts the rights to it, wherever they are; requests hold    *)
(* send-once rights, and a timer a send right to its port.                  *)
RightsAreCounted(k) ==
    LET naked == NakedRights(k)
    IN \A p \in PortIds : IsPort(k, p) => SendRightsAreCounted(k, naked, p) /\ SendOnceIsCounted(k, naked, p)

(* The same where send rights are counted that nobody has any more (rule    *)
(* portDestroyedSend).                                                      *)
SendOnceCountsHold(k) ==
    LET naked == NakedRights(k) IN \A p \in PortIds : IsPort(k, p) => SendOnceIsCounted(k, naked, p)

(* A request is of a name of a right, has a place of its own in the port's  *)
(* table, and is for room only under a name that may send.                  *)
RequestsAreLegal(k) ==
    LET Places(p) == UNION {{<<task, s>> : s \in {u \in SlotIds :
                        k.spaces[task][u].port = p /\ k.spaces[task][u].request.index > 0}} : task \in Tasks}
        IndexOf(w) == k.spaces[w[1]][w[2]].request.index
        FreeOf(p)  == {k.ports[p].requests.free[i] : i \in 1..Len(k.ports[p].requests.free)}
        AbandonedPlaces(p) == {AbandonedOf(k.ports[p])[i].index : i \in 1..Len(AbandonedOf(k.ports[p]))}
    IN /\ \A task \in Tasks, s \in SlotIds :
            LET e == k.spaces[task][s] IN
            CASE IsUnnoticed(e)           -> e.request = Unnoticed(AsDeadName(e)).request
              [] e.request.kind = "NONE"  -> e.request = NoRequest
              [] e.request.kind = "FIRED" -> e.request.right = NullRight /\ ~e.request.armed /\ e.request.index > 0
              [] OTHER -> /\ e.type \in {"SEND", "RECEIVE", "SEND_RECEIVE", "SEND_ONCE"} /\ e.port \in PortIds
                          /\ e.request.right.type = "SEND_ONCE" /\ e.request.index > 0
                          /\ e.request.armed => e.request.kind = "SEND_POSSIBLE"
       /\ \A p \in PortIds : IsPort(k, p) =>
            /\ \A a, b \in Places(p) : IndexOf(a) = IndexOf(b) => a = b
            /\ \A a \in Places(p) : IndexOf(a) \notin FreeOf(p) \cup AbandonedPlaces(p)
            /\ AbandonedPlaces(p) \cap FreeOf(p) = {}
            /\ Cardinality(AbandonedPlaces(p)) = Len(AbandonedOf(k.ports[p]))
            /\ Cardinality(FreeOf(p)) = Len(k.ports[p].requests.free)


(* Who waits to be told when a message is taken is told by a name that he   *)
(* has for its destination, and waits for one message at a time.            *)
LOCAL Acceptances(k, p) ==
    {k.ports[p].queue[i].acceptance : i \in {j \in 1..Len(k.ports[p].queue) : IsToBeTold(k.ports[p].queue[j])}}
LOCAL HowManyWait(queue, task, name) ==
    Len(SelectSeq(queue, LAMBDA m : IF IsToBeTold(m) THEN m.acceptance.task = task /\ m.acceptance.name = name ELSE FALSE))
AcceptancesAreLegal(k) ==
    \A p \in PortIds : \A a \in Acceptances(k, p) :
        /\ a.right.type = "SEND_ONCE"
        /\ a.name # MACH_PORT_NULL =>
            /\ HasSend(EntryNamed(k, a.task, a.name)) \/ HasReceive(EntryNamed(k, a.task, a.name))
            /\ EntryNamed(k, a.task, a.name).port = p
            /\ HowManyWait(k.ports[p].queue, a.task, a.name) = 1

-----------------------------------------------------------------------------
EntryIsLegal(e) ==
    /\ e.generation \in 0..(Generations - 1)
    /\ CASE e.type = "NONE"         -> e.port = 0 /\ e.userRefs = 0
         [] e.type = "SEND"         -> e.port \in PortIds /\ e.userRefs \in 1..UserRefsMax
         [] e.type = "SEND_RECEIVE" -> e.port \in PortIds /\ e.userRefs \in 1..UserRefsMax
         [] e.type = "RECEIVE"      -> e.port \in PortIds /\ e.userRefs = 0
         [] e.type = "PORT_SET"     -> e.port \in PortIds /\ e.userRefs = 0
         [] e.type = "SEND_ONCE"    -> e.port \in 0..Ports /\ e.userRefs = 1 /\ (e.port = 0 => DeadSendOnceSwallows)
         [] e.type = "DEAD_NAME"    -> e.port = 0 /\ e.userRefs \in 1..UserRefsMax
         [] OTHER                   -> FALSE

PortIsLegal(q) ==
    CASE q.kind = "NONE"     -> q = NoPort
      [] q.kind = "PORT_SET" ->
            /\ q = [NoPort EXCEPT !.kind = "PORT_SET", !.receivers = q.receivers, !.preposts = q.preposts]
      [] q.kind = "PORT"     ->
            /\ q.receiver \in Tasks \cup {"none"}
            /\ {q.sendRights, q.sendOnceRights, q.makeSendCount, q.seqno, q.messageCount} \subseteq Nat
            /\ q.queueLimit \in 0..QueueLimitMax
            /\ q.preposts = <<>>
            /\ DOMAIN Unguarded(q) \ {"specialReply", "timer"} = DOMAIN NoPort
            /\ SpecialReplyOf(q) # "" => GuardOf(q).immovable
            /\ "guard" \in DOMAIN q => q.guard # NoGuard /\ (q.guard.strict => q.guard.guarded)
      [] OTHER -> FALSE

TypeOK(k) ==
    /\ \A task \in Tasks, s \in SlotIds : EntryIsLegal(k.spaces[task][s])
    /\ \A p \in PortIds : PortIsLegal(k.ports[p])
    /\ \A t \in Threads : k.threads[t].at \in
            {"Idle", "CopyinBody", "Admit", "RequestAcceptance", "Post", "AwaitSlot", "ReturnMessage", "CopyinReceiveName", "TakeMessage",
             "AwaitMessage", "CopyoutHeader", "CopyoutBody", "InsertRight", "RequestNotification", "ReturnPrevious",
             "ReturnRight", "TearDown", "ReleaseRight", "Resume"}

(* A space has one name at most for send and receive rights to a port, and  *)
(* a live port says which space has the receive right.                      *)
SpacesAgreeWithPorts(k) ==
    /\ \A task \in Tasks, p \in PortIds :
            HeldInSpace(k.spaces[task], {"SEND", "RECEIVE", "SEND_RECEIVE"}, p) <= 1
    /\ \A task \in Tasks, p \in PortIds :
            (HeldInSpace(k.spaces[task], {"RECEIVE", "SEND_RECEIVE"}, p) = 1) <=> (k.ports[p].receiver = task)

(* A dead space has no names but those that a thread has yet to destroy.    *)
LOCAL TearsDown(c, task) ==
    LET last == IF c.at = "ReleaseRight" THEN c.then ELSE c
    IN IF last.at = "TearDown" THEN last.target = task ELSE FALSE
DeadSpacesAreEmpty(k) ==
    \A task \in k.dead :
        \/ \E t \in Threads : TearsDown(k.threads[t], task)
        \/ \A s \in SlotIds : k.spaces[task][s] = FreeEntry(Generations - 1)

(* I22: a timer has one message, which is in one place at most.             *)
OneMessageInFlight(k) == \A p \in PortIds : Cardinality(TimerMessages(k, p)) <= 1

(* A live port's receive right is in one place: in its space, or once in a  *)
(* message or a thread's hands.  On its way it has a destination, and what  *)
(* is queued there carries it, or some thread has it in hand.               *)
ReceiveRightsAreInOnePlace(k) ==
    \A p \in PortIds :
        HowMany(NakedRights(k), "RECEIVE", p) = (IF IsPort(k, p) /\ k.ports[p].receiver = "none" THEN 1 ELSE 0)

LOCAL HowManyQueued(k, q, p) == HowMany(RightsOfMessages(k.ports[q].queue), "RECEIVE", p)

ReceiveRightsTravel(k) ==
    \A p \in PortIds :
        /\ k.ports[p].destination # 0 => k.ports[p].receiver = "none" /\ IsPort(k, k.ports[p].destination)
        /\ \A q \in PortIds : HowManyQueued(k, q, p) > 0 => k.ports[p].destination = q

(* Following destinations one comes to an end.                              *)
RECURSIVE Leads(_, _, _)
Leads(k, p, steps) ==
    k.ports[p].destination = 0 \/ (steps > 0 /\ Leads(k, k.ports[p].destination, steps - 1))
DestinationsAreAcyclic(k) == \A p \in PortIds : Leads(k, p, Ports)

(* A thread waits where it says that it waits, once.                        *)
WaitersAreListed(k) ==
    \A t \in Threads, p \in PortIds :
        LET c == k.threads[t]
            Times(waiters) == Len(SelectSeq(waiters, LAMBDA u : u = t))
        IN /\ Times(k.ports[p].senders) =
                (IF c.at = "AwaitSlot" THEN (IF c.message.destination.port = p THEN 1 ELSE 0) ELSE 0)
           /\ Times(k.ports[p].receivers) = (IF c.at = "AwaitMessage" THEN (IF c.object = p THEN 1 ELSE 0) ELSE 0)

Heads(k, p, at) ==
    {t \in Threads : k.threads[t].at = at /\ k.threads[t].message.destination.port = p}

(* The thread has taken a message of p whose place is not free yet.         *)
LOCAL HasTaken(c, p) ==
    LET next == IF c.at = "ReleaseRight" THEN c.then ELSE c
    IN IF next.at = "CopyoutHeader" THEN IsToBeTold(next.message) /\ next.message.destination.port = p ELSE FALSE

(* Messages queued, places granted to senders that have yet to post, and    *)
(* those of messages taken whose senders are told first.                    *)
MessagesAreCounted(k) ==
    \A p \in PortIds : k.ports[p].messageCount =
        Len(k.ports[p].queue) + Cardinality(Heads(k, p, "Post")) + Cardinality({t \in Threads : HasTaken(k.threads[t], p)})

(* Who waits has nothing to wait for: no message, no place.  Under `retest` *)
(* a sender that was let go may be on its way to the place.                 *)
NoReceiverIsStranded(k) == \A p \in PortIds : k.ports[p].queue # <<>> => FirstServed(k, p) = 0
NoSenderIsStranded(k) ==
    \A p \in PortIds : k.ports[p].senders # <<>> =>
        \/ IsFull(k.ports[p])
        \/ ~FullQueueGrantsSlot /\ \E t \in Heads(k, p, "Admit") : k.threads[t].again

-----------------------------------------------------------------------------
LOCAL Occurrences(sequence, x) == Len(SelectSeq(sequence, LAMBDA y : y = x))

(* Set members' receive rights live in the set's space.                     *)
MembersLiveInTheSetsSpace(k) ==
    \A p \in PortIds : \A i \in 1..Len(Joined(k, p)) :
        /\ IsPort(k, p) /\ k.ports[p].receiver # "none"
        /\ HeldInSpace(k.spaces[k.ports[p].receiver], {"PORT_SET"}, Joined(k, p)[i]) = 1
        /\ Occurrences(Joined(k, p), Joined(k, p)[i]) = 1
        /\ SetsMergeQueues => Len(Joined(k, p)) = 1

(* A set knows which of its members have messages, and of no others; a port *)
(* whose messages its set has has no receivers of its own.                  *)
SetsKnowTheirMessages(k) ==
    \A s \in {o \in PortIds : k.ports[o].kind = "PORT_SET"}, p \in PortIds :
        LET messages == IF IsMember(k, p, s) THEN Len(k.ports[p].queue) ELSE 0
        IN /\ Occurrences(k.ports[s].preposts, p) =
                (IF SetsMergeQueues \/ messages = 0 THEN messages ELSE 1)
           /\ ReceivesThroughSet(k, p) => k.ports[p].receivers = <<>>

-----------------------------------------------------------------------------
(* Nothing names a port that is not there: neither entries, nor what no     *)
(* space holds.                                                             *)
NothingIsOfTheDead(k) ==
    LET naked == NakedRights(k) IN
    /\ \A task \in Tasks, s \in SlotIds :
          LET e == k.spaces[task][s]
          IN e.port > 0 => k.ports[e.port].kind = (IF e.type = "PORT_SET" THEN "PORT_SET" ELSE "PORT")
    /\ \A i \in 1..Len(naked) : naked[i].port > 0 => IsPort(k, naked[i].port)
=============================================================================

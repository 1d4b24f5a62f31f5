----------------------------- MODULE IpcRequests -----------------------------
(****************************************************************************)
(* Requests for notification that a kernel keeps: of a port, that its last  *)
(* send right go or its receive right be destroyed; of a name, that its     *)
(* port die or have room.  Each holds a send-once right, and ends by giving *)
(* that right up, nearly always in a message.                               *)
(*                                                                          *)
(* A notification is posted after the locks are dropped: until then it is a *)
(* doomed send-once right with what it has to say, its `notice`.            *)
(*                                                                          *)
(* Not here: how requests are made (IpcNotifications), how notifications    *)
(* are posted (IpcRelease).                                                 *)
(****************************************************************************)
EXTENDS IpcState

-----------------------------------------------------------------------------
(* Notices.                                                                 *)

IsNotice(r) == "notice" \in DOMAIN r

LOCAL NoticeCarrying(notify, id, notified, descriptors) ==
    IF notify.port <= 0 THEN <<>>
    ELSE <<[type |-> notify.type, port |-> notify.port,
            notice |-> [id |-> id, notified |-> notified, descriptors |-> descriptors]]>>

(* By the send-once right notify, nothing if its port is dead.              *)
Notice(notify, id, notified) == NoticeCarrying(notify, id, notified, <<>>)

NotifiedName(task, name) == [name |-> name, task |-> task]
NotifiedCount(count)     == [count |-> count]

(* The message that a doomed send-once right becomes.                       *)
NotificationOf(r) ==
    LET right == [type |-> r.type, port |-> r.port] IN
    IF IsNotice(r)
    THEN [Message(r.notice.id, NotificationSize(r.notice.id), right, NullRight) EXCEPT
             !.descriptors = r.notice.descriptors, !.notified = r.notice.notified]
    ELSE Message(MACH_NOTIFY_SEND_ONCE, HeaderSize, right, NullRight)

-----------------------------------------------------------------------------
(* A message that was let past a limit because its sender is to be told     *)
(* when it is taken.  It has a field that few have: `acceptance`, [task,    *)
(* name, right], where the name is what the sender had for the destination, *)
(* null if it had none or has none any more.                                *)

IsToBeTold(m) == "acceptance" \in DOMAIN m

WithAcceptance(m, task, name, right) ==
    [id |-> m.id, size |-> m.size, destination |-> m.destination, reply |-> m.reply, descriptors |-> m.descriptors,
     notified |-> m.notified, acceptance |-> [task |-> task, name |-> name, right |-> right]]

(* Its sender is told, and it still counts in the queue that it was in.     *)
AsTold(m) == [m EXCEPT !.acceptance.name = MACH_PORT_NULL, !.acceptance.right = NullRight]
IsTold(m) == m.acceptance.right = NullRight

(* As it is to everybody but who sends it.                                  *)
AsQueued(m) ==
    [id |-> m.id, size |-> m.size, destination |-> m.destination, reply |-> m.reply, descriptors |-> m.descriptors,
     notified |-> m.notified]

(****************************************************************************)
(* The message is taken, or destroyed: its sender is told.  Of a dead       *)
(* space nothing has a name.                                                *)
(*   Clause  ipc.notify.6  ipc.notify.7                                     *)
(****************************************************************************)
AcceptanceNotice(k, m) ==
    IF ~IsToBeTold(m) THEN <<>>
    ELSE LET a == m.acceptance
         IN Notice(a.right, MACH_NOTIFY_SEND_POSSIBLE,
                   NotifiedName(a.task, IF IsDead(k, a.task) THEN MACH_PORT_NULL ELSE a.name))

LOCAL TellsOf(m, task, name) == IF IsToBeTold(m) THEN m.acceptance.task = task /\ m.acceptance.name = name ELSE FALSE

LOCAL HasSent(c) == c.at \in {"Admit", "CopyoutHeader"}

(* The sender of a message to p waits for word by that name.                *)
AwaitsAcceptance(k, task, p, name) ==
    /\ AcceptanceIsTold /\ p > 0
    /\ \/ \E i \in 1..Len(k.ports[p].queue) : TellsOf(k.ports[p].queue[i], task, name)
       \/ \E t \in Threads : IF HasSent(k.threads[t]) THEN TellsOf(k.threads[t].message, task, name) ELSE FALSE

(* He will be told by another name, or null.                                *)
AcceptanceRenamed(k, task, p, name, newName) ==
    IF ~AwaitsAcceptance(k, task, p, name) THEN k
    ELSE LET Named(m) == IF TellsOf(m, task, name) THEN [m EXCEPT !.acceptance.name = newName] ELSE m
         IN [k EXCEPT !.ports[p].queue = [i \in 1..Len(@) |-> Named(@[i])],
                      !.threads = [t \in Threads |-> IF HasSent(@[t]) THEN [@[t] EXCEPT !.message = Named(@)] ELSE @[t]]]

-----------------------------------------------------------------------------
(* The table of a port's requests by name: its places are numbered, and the *)
(* dead names are told in their order.  Of a place in use the entry knows,  *)
(* or it is of an abandoned request.                                        *)

LOCAL PlacesInUse(k, p) ==
    Len(AbandonedOf(k.ports[p])) + Cardinality(UNION {{<<task, s>> : s \in {u \in DOMAIN k.spaces[task] :
        k.spaces[task][u].port = p /\ k.spaces[task][u].request.index > 0}} : task \in Tasks})

(* A full table of n - 1 places grows to 2n - 1, the new ones last first.   *)
LOCAL GrownFrom(n) == [i \in 1..n |-> 2 * n - i]

LOCAL FreePlaces(k, p) ==
    LET free == k.ports[p].requests.free
    IN IF free = <<>> THEN GrownFrom(PlacesInUse(k, p) + 1) ELSE free

(* Entry e, whose request is over, gives its place back.                    *)
PlaceReturned(k, e) ==
    IF e.request.index = 0 THEN k ELSE [k EXCEPT !.ports[e.port].requests.free = <<e.request.index>> \o @]

(* The name's entry e, without a request so far, gets this one.             *)
WithRequest(k, task, name, e, kind, right, armed) ==
    LET free == FreePlaces(k, e.port)
    IN [SetEntry(k, task, name, [e EXCEPT !.request =
            [kind |-> kind, right |-> right, armed |-> armed, index |-> Head(free)]])
        EXCEPT !.ports[e.port].requests.free = Tail(free)]

(* The name's entry e loses its request, which is not told of it.           *)
WithoutRequest(k, task, name, e) ==
    SetEntry(PlaceReturned(k, e), task, name, [e EXCEPT !.request = NoRequest])

(****************************************************************************)
(* A name goes with its last right while the port lives: who asked for      *)
(* word of its death learns that the name is gone.  Answers                 *)
(* [kernel, doomed].                                                        *)
(*   Clause  ipc.notify.1  ipc.notify.7                                     *)
(****************************************************************************)
NameGoes(k, task, name, e) ==
    [kernel |-> SetEntry(PlaceReturned(AcceptanceRenamed(k, task, e.port, name, MACH_PORT_NULL), e), task, name, Freed(e)),
     doomed |-> Notice(e.request.right, MACH_NOTIFY_PORT_DELETED, NotifiedName(task, name))]

(* The entry left after a right is taken out; the name may be gone.         *)
EntryBecomes(k, task, name, e, left) ==
    IF left.type = "NONE" THEN NameGoes(k, task, name, e)
    ELSE [kernel |-> SetEntry(k, task, name, left), doomed |-> <<>>]

(****************************************************************************)
(* A send right to p goes.  With the last one goes the request for          *)
(* no-senders.  Answers [kernel, doomed].                                   *)
(*   Clause  ipc.notify.2                                                   *)
(****************************************************************************)
SendRightGoes(k, p) ==
    LET left == AddSendRights(k, p, -1)
        port == left.ports[p]
    IN IF port.sendRights > 0 THEN [kernel |-> left, doomed |-> <<>>]
       ELSE [kernel |-> [left EXCEPT !.ports[p].requests.noSenders = NullRight],
             doomed |-> Notice(port.requests.noSenders, MACH_NOTIFY_NO_SENDERS, NotifiedCount(port.makeSendCount))]

-----------------------------------------------------------------------------
(* The death of a port.                                                     *)

(* Who had asked for word of p's senders has his right back as a message.   *)
NoSendersDropped(k, p) ==
    LET notify == k.ports[p].requests.noSenders
    IN IF notify.port <= 0 THEN <<>> ELSE <<notify>>

LOCAL AsksOf(k, p, task, s, i) ==
    LET e == k.spaces[task][s] IN e.port = p /\ e.request.index = i

(* Who asked at place i: [task, name, right].                               *)
LOCAL AskingBy(k, task, s) ==
    LET e == k.spaces[task][s] IN [task |-> task, name |-> NameOf(s, e), right |-> e.request.right]
LOCAL AbandonedAt(k, p, i) ==
    LET Here(a) == a.index = i
        here == SelectSeq(AbandonedOf(k.ports[p]), Here)
    IN {[task |-> here[j].task, name |-> here[j].name, right |-> here[j].right] : j \in 1..Len(here)}
LOCAL Asking(k, p, i) ==
    AbandonedAt(k, p, i)
    \cup UNION {{AskingBy(k, task, s) : s \in {u \in DOMAIN k.spaces[task] : AsksOf(k, p, task, u, i)}} : task \in Tasks}

RECURSIVE DeadNamesFrom(_, _, _, _)
LOCAL DeadNamesFrom(k, p, i, left) ==
    IF left = 0 THEN <<>>
    ELSE IF Asking(k, p, i) = {} THEN DeadNamesFrom(k, p, i + 1, left)
    ELSE LET a == CHOOSE a \in Asking(k, p, i) : TRUE
         IN Notice(a.right, MACH_NOTIFY_DEAD_NAME, NotifiedName(a.task, a.name))
            \o DeadNamesFrom(k, p, i + 1, left - 1)

(****************************************************************************)
(* Every request by name that has not fired tells of p's death, in the      *)
(* order of their places, whether or not the name still is one of p.        *)
(*   Clause  ipc.notify.3                                                   *)
(****************************************************************************)
DeadNames(k, p) == DeadNamesFrom(k, p, 1, PlacesInUse(k, p))

(* What there is to see of a request.                                       *)
IsRequested(e) == e.request.right.type # "NONE"

(* A dead name has one reference more than its rights had if word of the    *)
(* death is on its way, and none that would make the count pass its bound.  *)
DeadNameOf(e) ==
    LET dead == AsDeadName(e)
    IN IF ~IsRequested(e) \/ e.userRefs = UserRefsMax THEN dead ELSE [dead EXCEPT !.userRefs = @ + 1]

-----------------------------------------------------------------------------
(* Room in a queue.                                                         *)

LOCAL ArmedFor(k, p) ==
    UNION {{[task |-> task, slot |-> s] : s \in {u \in DOMAIN k.spaces[task] :
        k.spaces[task][u].port = p /\ k.spaces[task][u].request.armed}} : task \in Tasks}

(* The name's request is for room from now on, if it is for that at all.    *)
WithArmed(k, task, name) ==
    LET e == EntryNamed(k, task, name)
    IN IF e.request.kind = "SEND_POSSIBLE" THEN SetEntry(k, task, name, [e EXCEPT !.request.armed = TRUE]) ELSE k

IsArmed(k, p) == p > 0 /\ ArmedFor(k, p) # {}

(****************************************************************************)
(* The first armed request for room in p's queue fires; its place stays in  *)
(* use.  Answers [kernel, doomed].                                          *)
(*   Clause  ipc.notify.4                                                   *)
(****************************************************************************)
RequestFires(k, p) ==
    LET Index(a) == k.spaces[a.task][a.slot].request.index
        a == CHOOSE a \in ArmedFor(k, p) : \A b \in ArmedFor(k, p) : Index(a) <= Index(b)
        e == k.spaces[a.task][a.slot]
    IN [kernel |-> [k EXCEPT !.spaces[a.task][a.slot].request =
                        [kind |-> "FIRED", right |-> NullRight, armed |-> FALSE, index |-> e.request.index]],
        doomed |-> Notice(e.request.right, MACH_NOTIFY_SEND_POSSIBLE, NotifiedName(a.task, NameOf(a.slot, e)))]

-----------------------------------------------------------------------------
(* A receive right that somebody waits for is not destroyed but sent to him. *)

IsAwaited(k, p) == k.ports[p].requests.portDestroyed.type # "NONE"

(****************************************************************************)
(* The receive right of p, in no space any more and on no way, goes to who  *)
(* asked for it.  If his port is dead, or on its way to p, or p, the right  *)
(* is given up after all.  Answers [kernel, doomed].                        *)
(*   Clause  ipc.notify.5                                                   *)
(****************************************************************************)
ReceiveRightGoesTo(k, p) ==
    LET notify == k.ports[p].requests.portDestroyed
        right  == [type |-> "RECEIVE", port |-> p]
        still  == [k EXCEPT !.ports[p].requests.portDestroyed = NullRight, !.ports[p].destination = 0]
        sent   == SentOnItsWay(still, p, notify.port)
    IN [kernel |-> sent,
        doomed |-> IF notify.port <= 0 THEN AsMessages(<<right>>)
                   ELSE IF sent.ports[p].destination = 0 THEN <<notify, right>>
                   ELSE NoticeCarrying(notify, MACH_NOTIFY_PORT_DESTROYED, NotNotified,
                                       <<[kind |-> "PORT", right |-> right]>>)]

(* The name's entry e becomes a dead name while its port lives on, with     *)
(* whoever asks for word of it: its request keeps its place.                *)
(*   Clause  ipc.notify.9                                                   *)
RequestAbandoned(k, task, name, e) ==
    IF e.request.index = 0 \/ ~IsAwaited(k, e.port) \/ PortDestroyedKeepsSend THEN k
    ELSE [k EXCEPT !.ports[e.port] = WithAbandoned(@,
              [task |-> task, name |-> name, right |-> e.request.right, index |-> e.request.index])]

(* What is left of a name that loses its receive right and keeps a send     *)
(* right.  Where the port is to die, a request that has fired still counts. *)
SendPartOf(k, e) ==
    LET left == [e EXCEPT !.type = "SEND"] IN
    IF IsAwaited(k, e.port) THEN IF PortDestroyedKeepsSend THEN left ELSE DeadNameOf(e)
    ELSE IF e.request.kind = "FIRED" /\ e.userRefs < UserRefsMax THEN [left EXCEPT !.userRefs = @ + 1]
    ELSE left
=============================================================================

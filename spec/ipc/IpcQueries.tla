------------------------------- MODULE IpcQueries -------------------------------
(****************************************************************************)
(* The calls that ask: what names denote, and what a port's attributes and  *)
(* messages are.  Each is one critical section, and answers.                *)
(*                                                                          *)
(* Not here: flavors of attributes other than LIMITS and RECEIVE_STATUS.    *)
(****************************************************************************)
EXTENDS IpcAttributes

LOCAL Ok(k, clause)      == Answer(k, "KERN_SUCCESS", clause, NoOut)
LOCAL No(k, ret, clause) == Answer(k, ret, clause, NoOut)

-----------------------------------------------------------------------------
LOCAL Refs(e, right) ==
    CASE right = "SEND"      -> IF HasSend(e) THEN e.userRefs ELSE 0
      [] right = "RECEIVE"   -> IF HasReceive(e) THEN 1 ELSE 0
      [] right = "SEND_ONCE" -> IF e.type = "SEND_ONCE" THEN 1 ELSE 0
      [] right = "PORT_SET"  -> IF e.type = "PORT_SET" THEN 1 ELSE 0
      [] right = "DEAD_NAME" -> IF e.type = "DEAD_NAME" THEN e.userRefs ELSE 0
      [] OTHER               -> 0

(****************************************************************************)
(* How many user references of one right a name has.                        *)
(*   Clause  ipc.get_refs.1 - ipc.get_refs.5                                *)
(****************************************************************************)
MachPortGetRefsStep(k, t, task, name, right) ==
    IF right \notin KnownRights /\ ~(right = "5" /\ SixRightsKnown)
    THEN No(k, "KERN_INVALID_VALUE", "ipc.get_refs.1")
    ELSE IF ~IsValidName(name)
    THEN IF InvalidNameHasRefs /\ right \in {"SEND", "SEND_ONCE"}
         THEN Answer(k, "KERN_SUCCESS", "ipc.get_refs.2", [refs |-> 1])
         ELSE No(k, "KERN_INVALID_NAME", "ipc.get_refs.3")
    ELSE LET e == EntryNamed(k, task, name) IN
    IF e.type = "NONE" THEN No(k, "KERN_INVALID_NAME", "ipc.get_refs.4")
    ELSE LET n == Noticed(e) IN
         Answer(IF n = e THEN k ELSE SetEntry(k, task, name, n), "KERN_SUCCESS", "ipc.get_refs.5",
                [refs |-> Refs(n, right)])

(* As people write it.                                                      *)
LOCAL TypeTold(k, task, name, n) ==
    (IF n.type = "SEND_RECEIVE" THEN "SEND|RECEIVE" ELSE n.type)
    \o (IF IsRequested(n) THEN "|DNREQUEST" ELSE "")
    \o (IF AwaitsAcceptance(k, task, n.port, name) THEN "|MAREQUEST" ELSE "")

(****************************************************************************)
(* What a name denotes.                                                     *)
(*   Clause  ipc.type.1 - ipc.type.4                                        *)
(****************************************************************************)
MachPortTypeStep(k, t, task, name) ==
    IF name = MACH_PORT_DEAD /\ DeadIsADeadName
    THEN Answer(k, "KERN_SUCCESS", "ipc.type.1", [type |-> "DEAD_NAME"])
    ELSE IF ~IsValidName(name) THEN No(k, "KERN_INVALID_NAME", "ipc.type.2")
    ELSE LET e == EntryNamed(k, task, name) IN
    IF e.type = "NONE" THEN No(k, "KERN_INVALID_NAME", "ipc.type.3")
    ELSE LET n == Noticed(e) IN
         Answer(IF n = e THEN k ELSE SetEntry(k, task, name, n), "KERN_SUCCESS", "ipc.type.4",
                [type |-> TypeTold(k, task, name, n)])

(****************************************************************************)
(* All names of a space, and what each denotes.  Nothing is noticed by it.  *)
(*   Clause  ipc.names.1                                                    *)
(****************************************************************************)
MachPortNamesStep(k, t, task) ==
    LET space == k.spaces[task]
    IN Answer(k, "KERN_SUCCESS", "ipc.names.1",
              [names |-> {[name |-> NameOf(s, space[s]), type |-> TypeTold(k, task, NameOf(s, space[s]), Noticed(space[s]))] :
                             s \in SlotsInUse(space)}])

-----------------------------------------------------------------------------
(* Words of a flavor.                                                       *)
LOCAL WordsOf(flavor) == IF flavor = "LIMITS" THEN 1 ELSE 10

LOCAL StatusOf(k, p) ==
    LET port == k.ports[p] IN
    [inSet           |-> IsInSomeSet(k, p),
     seqno           |-> port.seqno,
     makeSendCount   |-> port.makeSendCount,
     queueLimit      |-> port.queueLimit,
     messageCount    |-> port.messageCount,
     sendOnceRights  |-> port.sendOnceRights,
     hasSendRights   |-> port.sendRights > 0,
     portDestroyed   |-> port.requests.portDestroyed.type # "NONE",
     noSenders       |-> port.requests.noSenders.type # "NONE",
     guarded         |-> GuardOf(port).guarded,
     strict          |-> GuardOf(port).strict,
     immovable       |-> GuardOf(port).guarded /\ GuardOf(port).immovable]

(****************************************************************************)
(* What a port's attributes are.  `count` is how many words of the flavor   *)
(* there is room for.                                                       *)
(*   Clause  ipc.get_attributes.1 - ipc.get_attributes.5                    *)
(****************************************************************************)
MachPortGetAttributesStep(k, t, task, name, flavor, count) ==
    CASE flavor \notin {"LIMITS", "RECEIVE_STATUS"} -> No(k, "KERN_INVALID_ARGUMENT", "ipc.get_attributes.1")
      [] count < WordsOf(flavor) -> No(k, "KERN_FAILURE", "ipc.get_attributes.2")
      [] flavor = "LIMITS" /\ ~IsValidName(name) /\ InvalidNameIsBadRight -> Ok(k, "ipc.get_attributes.3")
      [] ~IsReceiver(k, task, name) -> Refusal(k, task, name)
      [] flavor = "LIMITS" ->
            Answer(k, "KERN_SUCCESS", "ipc.get_attributes.4",
                   [status |-> [queueLimit |-> k.ports[PortNamed(k, task, name)].queueLimit]])
      [] OTHER ->
            Answer(k, "KERN_SUCCESS", "ipc.get_attributes.5", [status |-> StatusOf(k, PortNamed(k, task, name))])

(****************************************************************************)
(* How many send rights there are, where a kernel tells it.                 *)
(*   Clause  ipc.get_srights.1  ipc.get_srights.2                           *)
(****************************************************************************)
MachPortGetSrightsStep(k, t, task, name) ==
    CASE ~SendRightsAreTold -> No(k, "KERN_FAILURE", "ipc.get_srights.1")
      [] ~IsReceiver(k, task, name) -> Refusal(k, task, name)
      [] OTHER -> Answer(k, "KERN_SUCCESS", "ipc.get_srights.2",
                         [refs |-> k.ports[PortNamed(k, task, name)].sendRights])

-----------------------------------------------------------------------------
(* Bytes of a trailer with these elements, of which peek gives no others.   *)
LOCAL TrailerSizeOf(elements) == <<8, 12, 20, 52>>[elements + 1]

(* The number of the first message is that of the next to be received; zero *)
(* asks for it, whatever its number.                                        *)
LOCAL Asked(port, seqno) == IF seqno = 0 THEN 1 ELSE seqno - port.seqno + 1

(* A message as the kernel has it, pointers in place of names.              *)
LOCAL KernelSize(m) ==
    IF DescriptorsHaveSizes
    THEN m.size + 8 + 4 * Len(SelectSeq(m.descriptors, LAMBDA d : d.kind = "PORT"))
    ELSE m.size

LOCAL Peeked(port, place) ==
    LET m == port.queue[place] IN
    [id |-> m.id, size |-> KernelSize(m), remote |-> MACH_PORT_NULL, remoteDisposition |-> "NONE",
     local |-> MACH_PORT_NULL, localDisposition |-> "NONE", seqno |-> port.seqno + place - 1,
     descriptors |-> <<>>, notified |-> NotNotified]

(****************************************************************************)
(* What is told of a message that stays queued: its id, its number and its  *)
(* size.  `elements` are those of the trailer that is asked for, and        *)
(* trailerSize the room for it.                                             *)
(*   Clause  ipc.peek.1 - ipc.peek.4                                        *)
(****************************************************************************)
MachPortPeekStep(k, t, task, name, elements, trailerSize, seqno) ==
    IF ~IsValidName(name) THEN No(k, InvalidNameCode, "ipc.peek.1")
    ELSE IF elements \notin 0..3 \/ trailerSize < TrailerSizeOf(elements) THEN No(k, "KERN_INVALID_VALUE", "ipc.peek.2")
    ELSE IF ~IsReceiver(k, task, name) THEN Refusal(k, task, name)
    ELSE LET port  == k.ports[PortNamed(k, task, name)]
             place == Asked(port, seqno)
    IN IF place \notin 1..Len(port.queue) THEN No(k, "KERN_FAILURE", "ipc.peek.3")
       ELSE Answer(k, "KERN_SUCCESS", "ipc.peek.4", [message |-> Peeked(port, place)])
=============================================================================

----------------------------- MODULE IpcAttributes -----------------------------
(****************************************************************************)
(* The calls that change a port through its receive right:                  *)
(* its limit and its counts.  Each is one critical section, and answers.    *)
(****************************************************************************)
EXTENDS IpcMessages

LOCAL Ok(k, clause)      == Answer(k, "KERN_SUCCESS", clause, NoOut)
LOCAL No(k, ret, clause) == Answer(k, ret, clause, NoOut)

(****************************************************************************)
(* Why a name is not that of a receive right: the code, or "" if it is.     *)
(*   Clause  ipc.receiver.1 - ipc.receiver.3                                *)
(****************************************************************************)
NotAReceiver(k, task, name) ==
    LET e == EntryNamed(k, task, name) IN
    CASE ~IsValidName(name) -> [ret |-> InvalidNameCode, clause |-> "ipc.receiver.1"]
      [] e.type = "NONE"    -> [ret |-> "KERN_INVALID_NAME", clause |-> "ipc.receiver.2"]
      [] ~HasReceive(e)     -> [ret |-> "KERN_INVALID_RIGHT", clause |-> "ipc.receiver.3"]
      [] OTHER              -> [ret |-> "", clause |-> ""]

IsReceiver(k, task, name) == NotAReceiver(k, task, name).ret = ""

Refusal(k, task, name) == LET no == NotAReceiver(k, task, name) IN No(k, no.ret, no.clause)

PortNamed(k, task, name) == EntryNamed(k, task, name).port

-----------------------------------------------------------------------------
(* As many blocked senders are let go as places were added, whether or not  *)
(* the queue is beneath its limit: each as if a place had become free.      *)
RECURSIVE PlacesAdded(_, _, _, _)
LOCAL PlacesAdded(k, p, n, woke) ==
    IF n = 0 \/ k.ports[p].senders = <<>> THEN [kernel |-> k, woke |-> woke]
    ELSE LET one == ReleaseSlot([k EXCEPT !.ports[p].messageCount = @ + 1,
                                          !.ports[p].queueLimit = k.ports[p].messageCount + 1], p)
         IN PlacesAdded(one.kernel, p, n - 1, woke \o one.woke)

(****************************************************************************)
(* MACH_PORT_LIMITS_INFO: the limit of the queue.  A higher one lets in as  *)
(* many more senders as it is higher, by difference; a lower one takes      *)
(* nothing away.  `count` is how many words of the flavor are given.        *)
(*   Clause  ipc.set_attributes.1 - ipc.set_attributes.5                    *)
(****************************************************************************)
MachPortSetAttributesStep(k, t, task, name, flavor, queueLimit, count) ==
    IF flavor # "LIMITS" THEN No(k, "KERN_INVALID_ARGUMENT", "ipc.set_attributes.1")
    ELSE IF count < 1 THEN No(k, "KERN_FAILURE", "ipc.set_attributes.2")
    ELSE IF queueLimit < 0 \/ queueLimit > QueueLimitMax THEN No(k, "KERN_INVALID_VALUE", "ipc.set_attributes.3")
    ELSE IF ~IsReceiver(k, task, name) THEN Refusal(k, task, name)
    ELSE LET p     == PortNamed(k, task, name)
             more  == queueLimit - k.ports[p].queueLimit
             freed == PlacesAdded(k, p, IF more > 0 THEN more ELSE 0, <<>>)
    IN [kernel |-> [freed.kernel EXCEPT !.ports[p].queueLimit = queueLimit],
        ret |-> "KERN_SUCCESS", clause |-> IF more > 0 THEN "ipc.set_attributes.4" ELSE "ipc.set_attributes.5",
        out |-> NoOut, woke |-> freed.woke]

(****************************************************************************)
(* The make-send count, and the number of the next message.                 *)
(*   Clause  ipc.set_mscount.1  ipc.set_seqno.1                             *)
(****************************************************************************)
MachPortSetMscountStep(k, t, task, name, makeSendCount) ==
    IF ~IsReceiver(k, task, name) THEN Refusal(k, task, name)
    ELSE Ok([k EXCEPT !.ports[PortNamed(k, task, name)].makeSendCount = makeSendCount], "ipc.set_mscount.1")

MachPortSetSeqnoStep(k, t, task, name, seqno) ==
    IF ~IsReceiver(k, task, name) THEN Refusal(k, task, name)
    ELSE Ok([k EXCEPT !.ports[PortNamed(k, task, name)].seqno = seqno], "ipc.set_seqno.1")
=============================================================================

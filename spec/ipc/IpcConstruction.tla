---------------------------- MODULE IpcConstruction ----------------------------
(****************************************************************************)
(* Ports made and unmade in one call: with a limit and a send right of      *)
(* their own, with a guard, and with some of the name's user references.    *)
(*                                                                          *)
(* A thread's special reply port is one by which it waits for the answer to *)
(* what it sent, while whoever it sent to may run with its priority.        *)
(*                                                                          *)
(* Not here: other kinds of port, which exclude each other; the exceptions  *)
(* that XNU raises beside a refusal (see IpcGuards); priorities, so that a  *)
(* special reply port is what it is to who may move it, and no more.        *)
(****************************************************************************)
EXTENDS IpcMessages

LOCAL No(k, ret, clause) == Answer(k, ret, clause, NoOut)

(****************************************************************************)
(* A new receive right; `limited` says that the queue's limit is given,     *)
(* sendRight that a send right is to be under the same name, guarded that   *)
(* the context is the port's guard; only then strict and immovable matter.  *)
(*   Clause  ipc.construct.1 - ipc.construct.3                              *)
(****************************************************************************)
MachPortConstructStep(k, t, task, limited, queueLimit, sendRight, guarded, strict, immovable, context) ==
    IF limited /\ (queueLimit < 0 \/ queueLimit > QueueLimitMax)
    THEN No(k, "KERN_INVALID_VALUE", "ipc.construct.1")
    ELSE LET a == MachPortAllocateStep(k, t, task, "RECEIVE") IN
    IF a.ret # "KERN_SUCCESS" THEN [a EXCEPT !.clause = "ipc.construct.2"]
    ELSE LET e    == EntryNamed(a.kernel, task, a.out.name)
             port == a.kernel.ports[e.port]
             held == [port EXCEPT !.queueLimit = IF limited THEN queueLimit ELSE @,
                                  !.sendRights = IF sendRight THEN 1 ELSE 0,
                                  !.makeSendCount = IF sendRight THEN 1 ELSE 0]
             guard == [context |-> context, guarded |-> guarded, strict |-> guarded /\ strict,
                       immovable |-> guarded /\ immovable]
             named == IF sendRight THEN [e EXCEPT !.type = "SEND_RECEIVE", !.userRefs = 1] ELSE e
    IN [a EXCEPT !.clause = "ipc.construct.3",
                 !.kernel = [SetEntry(a.kernel, task, a.out.name, named) EXCEPT !.ports[e.port] = WithGuard(held, guard)]]

LOCAL Unbound(k, t) ==
    LET bound == {p \in DOMAIN k.ports : SpecialReplyOf(k.ports[p]) = t}
    IN IF bound = {} THEN k
       ELSE [k EXCEPT !.ports = [p \in DOMAIN @ |-> IF p \in bound THEN [@[p] EXCEPT !.specialReply = "none"] ELSE @[p]]]

LOCAL BoundTo(port, t) ==
    [f \in DOMAIN port \cup {"specialReply"} |-> IF f = "specialReply" THEN t ELSE port[f]]

(****************************************************************************)
(* thread_get_special_reply_port: a new one each time, and the one before   *)
(* is nobody's.                                                             *)
(*   Clause  ipc.special_reply_port.1  ipc.special_reply_port.2             *)
(****************************************************************************)
ThreadGetSpecialReplyPortStep(k, t) ==
    LET free == Unbound(k, t)
        a    == MachPortConstructStep(free, t, TaskOf[t], FALSE, 0, TRUE, FALSE, FALSE, FALSE, 0)
        p    == EntryNamed(a.kernel, TaskOf[t], a.out.name).port
    IN IF a.ret = "KERN_SUCCESS" /\ ~IsDead(k, TaskOf[t])
       THEN [a EXCEPT !.clause = "ipc.special_reply_port.1",
                      !.kernel.ports[p] = BoundTo(WithGuard(@, [NoGuard EXCEPT !.immovable = TRUE]), t)]
       ELSE Answer(free, "KERN_SUCCESS", "ipc.special_reply_port.2", [name |-> MACH_PORT_NULL])

(* The send part changes first, then the port dies: what either dooms is    *)
(* released in that order.                                                  *)
LOCAL Destructed(k, t, task, name, e, refs) ==
    LET sent == IF refs = 0 /\ HasSend(e) THEN DropSend(k, task, name, e)
                ELSE [kernel |-> SetEntry(k, task, name, [e EXCEPT !.userRefs = refs]), doomed |-> <<>>]
        left == DestroyReceive(sent.kernel, t, task, name, EntryNamed(sent.kernel, task, name))
        told == SelectSeq(sent.doomed, LAMBDA r : r.port # e.port)
        here == left.kernel.threads[t]
    IN CASE told = <<>> -> [left EXCEPT !.clause = "ipc.destruct.6"]
         [] left.ret = "CONTINUE" ->
                [left EXCEPT !.clause = "ipc.destruct.6",
                             !.kernel.threads[t] = [here EXCEPT !.doomed = told \o @]]
         [] OTHER -> EndsReleasing(left.kernel, t, told, "KERN_SUCCESS", "ipc.destruct.6", NoOut, left.woke)

(****************************************************************************)
(* A receive right is destroyed, after the user references of the send      *)
(* right beside it changed by delta; `guard` is the word that it may want.  *)
(*   Clause  ipc.destruct.1 - ipc.destruct.8                                *)
(****************************************************************************)
MachPortDestructStep(k, t, task, name, delta, guard) ==
    LET e    == EntryNamed(k, task, name)
        refs == IF HasSend(e) THEN Counted(e.userRefs, delta, UserRefsMax - 1) ELSE 0
    IN CASE ~IsValidName(name)            -> No(k, "KERN_INVALID_NAME", "ipc.destruct.1")
         [] e.type = "NONE"               -> No(k, "KERN_INVALID_NAME", "ipc.destruct.2")
         [] ~HasReceive(e)                -> No(k, "KERN_INVALID_RIGHT", "ipc.destruct.3")
         [] delta # 0 /\ ~HasSend(e)      -> No(k, "KERN_INVALID_RIGHT", "ipc.destruct.4")
         [] delta > 0                     -> No(k, "KERN_INVALID_VALUE", "ipc.destruct.5")
         [] ~MayDestroy(k, e.port, guard) -> No(k, "KERN_INVALID_ARGUMENT", "ipc.destruct.7")
         [] refs = -1                     -> No(k, "KERN_INVALID_VALUE", "ipc.destruct.8")
         [] OTHER                         -> Destructed(k, t, task, name, e, refs)
=============================================================================

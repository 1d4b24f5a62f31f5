------------------------------- MODULE IpcTimers -------------------------------
(****************************************************************************)
(* mk_timer: a receive right to which the kernel sends a message when its   *)
(* time comes.  Each call is one critical section; the kernel keeps a send  *)
(* right, and one message that is there from the beginning and is not sent  *)
(* again before it is free.                                                 *)
(*                                                                          *)
(* There is no clock here.  A deadline of zero has passed; any other comes  *)
(* when the environment says so, and nobody knows which comes first.        *)
(*                                                                          *)
(* Not here: how exact a timer is, and what it costs to be early.           *)
(****************************************************************************)
EXTENDS IpcConstruction

LOCAL No(k, ret, clause) == Answer(k, ret, clause, NoOut)

(* A port has the field if it is a timer's: its deadline, 0 if it is not    *)
(* armed.  A message has it if it is the timer's.                           *)
IsTimer(port) == "timer" \in DOMAIN port

LOCAL AsTimer(port) ==
    [f \in DOMAIN port \cup {"timer"} |-> IF f = "timer" THEN 0 ELSE port[f]]

TimerMessageSize == 48

LOCAL TimerMessage(p) ==
    LET m == Message(0, TimerMessageSize, [type |-> "SEND", port |-> p], NullRight)
    IN [f \in DOMAIN m \cup {"timer"} |-> IF f = "timer" THEN TRUE ELSE m[f]]

IsTimers(m) == "timer" \in DOMAIN m

(* The message that a thread has taken and has not copied out.              *)
LOCAL TakenBy(c) ==
    LET next == IF c.at = "ReleaseRight" THEN c.then ELSE c
    IN IF next.at = "CopyoutHeader" THEN <<next.message>> ELSE <<>>

LOCAL IsOf(m, p) == IF IsTimers(m) THEN m.destination.port = p ELSE FALSE

(* Who has the message of the timer p: places of its queue, and threads.    *)
TimerMessages(k, p) ==
    {i \in 1..Len(k.ports[p].queue) : IsOf(k.ports[p].queue[i], p)}
    \cup {t \in Threads : \E i \in 1..Len(TakenBy(k.threads[t])) : IsOf(TakenBy(k.threads[t])[i], p)}

InFlight(k, p) == TimerMessages(k, p) # {}

(* The send right of a message of the kernel's is one more of its own.      *)
RightOfTimer(k, p) == AddSendRights(k, p, 1)

(* Its deadline is this one, whichever it was; or it has none, for somebody *)
(* said so, or it has fired.                                                *)
Armed(k, p, time) == [k EXCEPT !.ports[p].timer = time]
Disarmed(k, p)    == [k EXCEPT !.ports[p].timer = 0]
Fired(k, p)       == [k EXCEPT !.ports[p].timer = 0]

(* The timer is not armed any more, and its message is sent over any limit  *)
(* but the kernel's, if it is there: [kernel, woke, clause].                *)
LOCAL Fires(k, p) ==
    LET disarmed == Fired(k, p)
        nothing(clause) == [kernel |-> disarmed, woke |-> <<>>, clause |-> clause]
    IN IF InFlight(k, p) THEN nothing("ipc.timer_expire.2")
       ELSE IF IsFullForKernel(k.ports[p]) THEN nothing("ipc.timer_expire.3")
       ELSE LET d == Deliver(Counts(RightOfTimer(disarmed, p), p), p, TimerMessage(p), <<>>)
            IN [kernel |-> d.kernel, woke |-> d.woke, clause |-> "ipc.timer_expire.1"]

LOCAL Fault(k, e) ==
    CASE e.type = "NONE"              -> "KERN_INVALID_NAME"
      [] ~HasReceive(e)               -> "KERN_INVALID_RIGHT"
      [] ~IsTimer(k.ports[e.port])    -> "KERN_INVALID_ARGUMENT"
      [] OTHER                        -> ""

(****************************************************************************)
(* A receive right that may not move, and a send right of the kernel's.     *)
(*   Clause  ipc.timer_create.1  ipc.timer_create.2                         *)
(****************************************************************************)
MkTimerCreateStep(k, t) ==
    LET a == MachPortAllocateStep(k, t, TaskOf[t], "RECEIVE")
        p == EntryNamed(a.kernel, TaskOf[t], a.out.name).port
    IN IF a.ret = "KERN_SUCCESS" /\ ~IsDead(k, TaskOf[t])
       THEN [a EXCEPT !.clause = "ipc.timer_create.1",
                      !.kernel = RightOfTimer([@ EXCEPT !.ports[p] =
                          AsTimer(WithGuard(@, [NoGuard EXCEPT !.immovable = TRUE]))], p)]
       ELSE Answer(k, "KERN_SUCCESS", "ipc.timer_create.2", [name |-> MACH_PORT_NULL])

(****************************************************************************)
(* The timer is armed; one whose time is past fires at once.                *)
(*   Clause  ipc.timer_arm.1 - ipc.timer_arm.3                              *)
(****************************************************************************)
MkTimerArmStep(k, t, name, time) ==
    LET e == EntryNamed(k, TaskOf[t], name) IN
    IF Fault(k, e) # "" THEN No(k, Fault(k, e), "ipc.timer_arm.1")
    ELSE IF time > 0 THEN No(Armed(k, e.port, time), "KERN_SUCCESS", "ipc.timer_arm.2")
    ELSE LET f == Fires(k, e.port)
         IN [No(f.kernel, "KERN_SUCCESS", "ipc.timer_arm.3") EXCEPT !.woke = f.woke]

(****************************************************************************)
(* The timer is not armed any more; what it has sent stays sent.            *)
(*   Clause  ipc.timer_cancel.1  ipc.timer_cancel.2                         *)
(****************************************************************************)
MkTimerCancelStep(k, t, name) ==
    LET e == EntryNamed(k, TaskOf[t], name) IN
    IF Fault(k, e) # "" THEN No(k, Fault(k, e), "ipc.timer_cancel.1")
    ELSE Answer(Disarmed(k, e.port), "KERN_SUCCESS", "ipc.timer_cancel.2", [time |-> k.ports[e.port].timer])

(****************************************************************************)
(* The timer's name is destroyed, as by mach_port_destroy.                  *)
(*   Clause  ipc.timer_destroy.1                                            *)
(****************************************************************************)
MkTimerDestroyStep(k, t, name) ==
    LET e == EntryNamed(k, TaskOf[t], name) IN
    IF Fault(k, e) # "" THEN No(k, Fault(k, e), "ipc.timer_destroy.1")
    ELSE MachPortDestroyStep(k, t, TaskOf[t], name)

(****************************************************************************)
(* The time of the timer of that name has come: it fires, if it is armed.   *)
(*   Clause  ipc.timer_expire.1 - ipc.timer_expire.4                        *)
(****************************************************************************)
MkTimerExpireStep(k, t, name) ==
    LET e == EntryNamed(k, TaskOf[t], name) IN
    IF Fault(k, e) # "" THEN No(k, "KERN_SUCCESS", "ipc.timer_expire.4")
    ELSE IF k.ports[e.port].timer = 0 THEN No(k, "KERN_SUCCESS", "ipc.timer_expire.4")
    ELSE LET f == Fires(k, e.port) IN [No(f.kernel, "KERN_SUCCESS", f.clause) EXCEPT !.woke = f.woke]
=============================================================================

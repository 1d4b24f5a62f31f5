---------------------------- MODULE IpcTermination ----------------------------
(****************************************************************************)
(* The end of a task, as far as its space is concerned.  The space is dead  *)
(* first; then its names are destroyed, one a step.  In which order is a    *)
(* kernel's own choice, and an argument of the call, so that each can be    *)
(* had again.                                                               *)
(*                                                                          *)
(* Not here: what a look-up in a dead space finds (IpcState), and that it   *)
(* has room for nothing (IpcTransfer).                                      *)
(****************************************************************************)
EXTENDS IpcMessages

(****************************************************************************)
(* A call on a task that has ended is refused before it looks at anything.  *)
(*   Clause  ipc.terminate.1                                                *)
(****************************************************************************)
OnTask(k, task, answer) ==
    IF IsDead(k, task) THEN Answer(k, DeadTaskCode, "ipc.terminate.1", NoOut) ELSE answer

(****************************************************************************)
(* To end it once more is no call on its space but on the task, and finds   *)
(* none.                                                                    *)
(*   Clause  ipc.terminate.8                                                *)
(****************************************************************************)
OnTaskToEnd(k, task, answer) ==
    IF IsDead(k, task) /\ ~DeadTaskRefusesMessages THEN Answer(k, "KERN_INVALID_ARGUMENT", "ipc.terminate.8", NoOut)
    ELSE OnTask(k, task, answer)

(* One that brings a right of the caller's, thread t's, may lose it first.  *)
OnTaskWithRight(k, t, task, answer) ==
    IF DeadTaskRefusesMessages \/ IsDead(k, TaskOf[t]) THEN OnTask(k, task, answer) ELSE answer

-----------------------------------------------------------------------------
LOCAL FirstSlot(names) == CHOOSE n \in names : \A m \in names : SlotOf(n) <= SlotOf(m)

(* All the names, those in `order` first.                                   *)
RECURSIVE InOrder(_, _)
InOrder(names, order) ==
    CASE names = {}                -> <<>>
      [] order = <<>>              -> <<FirstSlot(names)>> \o InOrder(names \ {FirstSlot(names)}, <<>>)
      [] Head(order) \in names     -> <<Head(order)>> \o InOrder(names \ {Head(order)}, Tail(order))
      [] OTHER                     -> InOrder(names, Tail(order))

(* Threads that wait are let go as by thread_abort.                         *)
RECURSIVE Interrupted(_, _, _)
Interrupted(k, threads, woke) ==
    IF threads = <<>> THEN [kernel |-> k, woke |-> woke]
    ELSE LET a == ThreadAbortStep(k, Head(threads)) IN Interrupted(a.kernel, Tail(threads), woke \o a.woke)

(****************************************************************************)
(* Thread t's step has answered a; if it waits now, and its task has ended  *)
(* before, it is interrupted at once.                                       *)
(*   Clause  ipc.terminate.7                                                *)
(****************************************************************************)
WaitsInVain(a, t) ==
    IF a.ret = "BLOCKED" /\ IsDead(a.kernel, TaskOf[t])
    THEN [ThreadAbortStep(a.kernel, t) EXCEPT !.ret = "BLOCKED", !.clause = "ipc.terminate.7"] ELSE a

(****************************************************************************)
(* Thread t ends a task.  Its space is dead from now on, and its threads    *)
(* wait no more.                                                            *)
(*   Clause  ipc.terminate.2                                                *)
(****************************************************************************)
TaskTerminateStep(k, t, task, order) ==
    LET own  == SelectSeq(ThreadOrder, LAMBDA u : u \in Threads /\ TaskOf[u] = task)
        gone == Interrupted([k EXCEPT !.dead = @ \cup {task}], own, <<>>)
    IN GoesOn(gone.kernel, t,
              [at |-> "TearDown", target |-> task, order |-> InOrder(NamesIn(k.spaces[task]), order)],
              "ipc.terminate.2", gone.woke)

(* Entries that are free are counted anew, from the first generation on.    *)
CountedAnew(space) ==
    [s \in DOMAIN space |-> IF space[s].type = "NONE" THEN FreeEntry(Generations - 1) ELSE space[s]]

(****************************************************************************)
(* The next name of the dead space is destroyed.  After the last the space  *)
(* is gone.                                                                 *)
(*   Clause  ipc.terminate.3  ipc.terminate.4                               *)
(****************************************************************************)
TearDownStep(k, t) ==
    LET c    == k.threads[t]
        name == Head(c.order)
        gone == NameDestroyed(k, c.target, name, k.spaces[c.target][SlotOf(name)])
    IN IF c.order = <<>>
       THEN Ends([k EXCEPT !.spaces[c.target] = CountedAnew(@)], t, "KERN_SUCCESS", "ipc.terminate.4", NoOut, <<>>)
       ELSE GoesOnReleasing(gone.kernel, t, gone.doomed, [c EXCEPT !.order = Tail(@)], "ipc.terminate.3", gone.woke)
=============================================================================

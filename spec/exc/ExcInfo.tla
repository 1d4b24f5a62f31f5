-------------------------------- MODULE ExcInfo --------------------------------
(****************************************************************************)
(* What is told of a task and of a thread: how often it was suspended, and  *)
(* what a thread does.  Times, sizes and priorities nobody keeps here, and  *)
(* they are told as zero.                                                   *)
(****************************************************************************)
EXTENDS ExcTasks

(* The basic flavors, and how many words each needs at least.               *)
TaskInfoFlavor   == IF PortsAreMasked THEN 20 ELSE 1
TaskInfoWords    == IF PortsAreMasked THEN 12 ELSE 10
ThreadInfoFlavor == IF PortsAreMasked THEN 3 ELSE 1
ThreadInfoWords  == IF PortsAreMasked THEN 10 ELSE 13

(* Those that it waited for are off the processor, or held no more.         *)
LOCAL IsLetGo(k, t) == At(k, t, "AwaitStopped") /\ IsOff(k, t, Does(k, t).targets)

(* In this order: who has not begun waits, and nothing ends that; who may   *)
(* run runs, also when it has yet to get there; who is held at the border   *)
(* is stopped; who waits is stopped too where holds stop it there.          *)
(*   Clauses  exceptions.info.7                                             *)
RunStateOf(k, t) ==
    CASE At(k, t, "NotStarted") /\ ~k.threads[t].started -> IF PortsAreMasked THEN "UNINTERRUPTIBLE" ELSE "STOPPED"
      [] Does(k, t).at \in {"NotStarted", "Parked"}       -> IF IsHeld(k, t) THEN "STOPPED" ELSE "RUNNING"
      [] Does(k, t).at \in {"AwaitReply", "AwaitStopped"} /\ ~IsLetGo(k, t) ->
            IF IsHeld(k, t) /\ ~PortsAreMasked THEN "STOPPED" ELSE "WAITING"
      [] OTHER                                            -> "RUNNING"

(*   Clauses  exceptions.info.1 - exceptions.info.4                         *)
TaskInfoStep(k, t, task, flavor, count) ==
    CASE ~IsTask(k, task)                           -> Refuses(k, GoneCode, "exceptions.info.1")
      [] task # TaskOf[t] /\ ~IsActiveTask(k, task) -> Refuses(k, "KERN_INVALID_ARGUMENT", "exceptions.info.2")
      [] flavor # TaskInfoFlavor \/ count < TaskInfoWords -> Refuses(k, "KERN_INVALID_ARGUMENT", "exceptions.info.3")
      [] OTHER -> Answer(k, "KERN_SUCCESS", "exceptions.info.4", [suspends |-> k.tasks[task].suspends])

(*   Clauses  exceptions.info.3 exceptions.info.5 - exceptions.info.7       *)
ThreadInfoStep(k, t, target, flavor, count) ==
    CASE ~IsThread(k, target) -> Refuses(k, GoneCode, "exceptions.info.5")
      [] ~IsActive(k, target) -> Refuses(k, EndedCode("KERN_TERMINATED"), "exceptions.info.6")
      [] flavor # ThreadInfoFlavor \/ count < ThreadInfoWords -> Refuses(k, "KERN_INVALID_ARGUMENT", "exceptions.info.3")
      [] OTHER -> Answer(k, "KERN_SUCCESS", "exceptions.info.7",
                         [suspends |-> k.threads[target].suspends, runs |-> RunStateOf(k, target)])
=============================================================================

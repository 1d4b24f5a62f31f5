------------------------------- MODULE ExcServer -------------------------------
(****************************************************************************)
(* Requests: a message to the port of a task or a thread is the call that   *)
(* its id says, made by the thread that sends it.  It is never queued; its  *)
(* answer is a message with the id of the request and 100, by the reply     *)
(* right that came with it.                                                 *)
(*                                                                          *)
(* What has to wait is answered when the wait is over, by the same steps as *)
(* the call's; here are requests that need not.                             *)
(****************************************************************************)
EXTENDS Exc

MIG_BAD_ID        == "MIG_BAD_ID"
MIG_BAD_ARGUMENTS == "MIG_BAD_ARGUMENTS"

RoutineOf(id) ==
    IF PortsAreMasked
    THEN CASE id = 3401 -> "TaskTerminate"   [] id = 3407 -> "TaskSuspend"   [] id = 3408 -> "TaskResume"
           [] id = 3600 -> "ThreadTerminate" [] id = 3605 -> "ThreadSuspend" [] id = 3606 -> "ThreadResume"
           [] id = 3607 -> "ThreadAbort"     [] OTHER -> ""
    ELSE CASE id = 2008 -> "TaskTerminate"   [] id = 2056 -> "TaskSuspend"   [] id = 2057 -> "TaskResume"
           [] id = 2016 -> "ThreadTerminate" [] id = 2062 -> "ThreadSuspend" [] id = 2063 -> "ThreadResume"
           [] id = 2064 -> "ThreadAbort"     [] OTHER -> ""

LevelFor(routine) == IF routine \in {"TaskTerminate", "TaskSuspend", "TaskResume"} THEN "task" ELSE "thread"

(* A port stands for its object till that is gone; where a message finds no *)
(* dead object, also not for one that has been told to end.                 *)
HasPort(k, object) == IF object.level = "task" THEN IsTask(k, object.of) ELSE IsThread(k, object.of)
Lives(k, object)   == IF object.level = "task" THEN IsActiveTask(k, object.of) ELSE IsActive(k, object.of)

IsConverted(k, object, routine) ==
    object.level = LevelFor(routine) /\ (GoneCode = "KERN_INVALID_ARGUMENT" \/ Lives(k, object))

LOCAL CallOf(k, t, routine, of) ==
    CASE routine = "TaskTerminate"   -> TaskTerminateStep(k, t, of)
      [] routine = "TaskSuspend"     -> TaskSuspendStep(k, t, of)
      [] routine = "TaskResume"      -> TaskResumeStep(k, t, of)
      [] routine = "ThreadTerminate" -> ThreadTerminateStep(k, t, of)
      [] routine = "ThreadSuspend"   -> ThreadSuspendStep(k, t, of)
      [] routine = "ThreadResume"    -> ThreadResumeStep(k, t, of)
      [] routine = "ThreadAbort"     -> ThreadAbortStep(k, t, of)

(* The caller is back at its instructions, and notices there what holds it. *)
LOCAL Ended(t, a) ==
    LET gone == IF At(a.kernel, t, "DestroySpace") THEN DestroySpaceStep(a.kernel, t) ELSE a
    IN IF At(gone.kernel, t, "Return") THEN [gone EXCEPT !.kernel = Continue(@, t, User)] ELSE gone

(* What the routine makes of the request.  "proper": the arguments are      *)
(* those of the routine, which are none.                                    *)
(*   Clauses  exceptions.server.2 - exceptions.server.4 exceptions.server.6 *)
ServedStep(k, t, object, id, form) ==
    CASE RoutineOf(id) = ""                      -> Refuses(k, MIG_BAD_ID, "exceptions.server.2")
      [] form # "proper"                         -> Refuses(k, MIG_BAD_ARGUMENTS, "exceptions.server.3")
      [] ~IsConverted(k, object, RoutineOf(id))  -> Refuses(k, "KERN_INVALID_ARGUMENT", "exceptions.server.4")
      [] OTHER                                   -> Ended(t, CallOf(k, t, RoutineOf(id), object.of))

(* The message that the caller finds at its reply port, if it gave one.     *)
(*   Clauses  exceptions.server.1 exceptions.server.5                       *)
MachMsgToKernelStep(k, t, object, id, form, replies) ==
    IF ~HasPort(k, object) THEN Refuses(k, "MACH_SEND_INVALID_DEST", "exceptions.server.1")
    ELSE LET a == ServedStep(k, t, object, id, form)
         IN IF a.ret = "BLOCKED" THEN a
            ELSE Answer(a.kernel, "MACH_MSG_SUCCESS", a.clause,
                        IF replies THEN [id |-> ReplyId(id), ret |-> a.ret] ELSE NoOut)

MachMsgToKernel(t, object, id, form, replies) ==
    /\ CanCall(kernel, t)
    /\ MachMsgToKernelStep(kernel, t, object, id, form, replies).ret # "BLOCKED"
    /\ Is(MachMsgToKernelStep(kernel, t, object, id, form, replies))
=============================================================================

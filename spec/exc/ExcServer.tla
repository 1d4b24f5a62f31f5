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

(* An id is the base of its subsystem and the place of its routine there.   *)
LOCAL XnuTask   == 3400
LOCAL XnuThread == 3600
LOCAL Mach      == 2000

RoutineOf(id) ==
    IF PortsAreMasked
    THEN CASE id = XnuTask + 1   -> "TaskTerminate"
           [] id = XnuTask + 7   -> "TaskSuspend"
           [] id = XnuTask + 8   -> "TaskResume"
           [] id = XnuThread     -> "ThreadTerminate"
           [] id = XnuThread + 5 -> "ThreadSuspend"
           [] id = XnuThread + 6 -> "ThreadResume"
           [] id = XnuThread + 7 -> "ThreadAbort"
           [] OTHER              -> ""
    ELSE CASE id = Mach + 8      -> "TaskTerminate"
           [] id = Mach + 56     -> "TaskSuspend"
           [] id = Mach + 57     -> "TaskResume"
           [] id = Mach + 16     -> "ThreadTerminate"
           [] id = Mach + 62     -> "ThreadSuspend"
           [] id = Mach + 63     -> "ThreadResume"
           [] id = Mach + 64     -> "ThreadAbort"
           [] OTHER              -> ""

LevelFor(routine) == IF routine \in {"TaskTerminate", "TaskSuspend", "TaskResume"} THEN "task" ELSE "thread"

(* A port stands for its object till that is gone, or till that is told to  *)
(* end.                                                                     *)
HasPort(k, object) == IF object.level = "task" THEN IsTask(k, object.of) ELSE IsThread(k, object.of)

IsConverted(k, object, routine) ==
    object.level = LevelFor(routine) /\ (EndedIsSeen \/ IsActiveTarget(k, object))

CallOf(k, t, routine, of) ==
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
(* those of the routine, which are none; "long": there are words;           *)
(* "rights": there is a right, which is given up when the request is        *)
(* refused, and so nothing is counted.                                      *)
(*   Clauses  exceptions.server.2 - exceptions.server.4 exceptions.server.6 *)
(*   Clauses  exceptions.server.8                                           *)
ServedStep(k, t, object, id, form) ==
    CASE RoutineOf(id) = ""                      -> Refuses(k, MIG_BAD_ID, "exceptions.server.2")
      [] form # "proper"                         -> Refuses(k, MIG_BAD_ARGUMENTS, "exceptions.server.3")
      [] ~IsConverted(k, object, RoutineOf(id))  -> Refuses(k, "KERN_INVALID_ARGUMENT", "exceptions.server.4")
      [] OTHER                                   -> Ended(t, CallOf(k, t, RoutineOf(id), object.of))

(* By what the caller wants to be answered: a right to a port of its own,   *)
(* "full" one whose queue is full when it asks, and it does not wait; or    *)
(* nothing, a right to a dead port, or one to the object that it asks.      *)
ReplyRights == {"none", "sendOnce", "send", "full", "dead", "kernels"}

Arrives(by) == by \in {"sendOnce", "send"} \/ (by = "full" /\ FullReplyPortIsPassed)

(* The message that the caller finds at its reply port, if one comes there. *)
(*   Clauses  exceptions.server.1 exceptions.server.5 exceptions.server.7   *)
MachMsgToKernelStep(k, t, object, id, form, by) ==
    IF ~HasPort(k, object) THEN Refuses(k, "MACH_SEND_INVALID_DEST", "exceptions.server.1")
    ELSE LET a == ServedStep(k, t, object, id, form)
         IN IF a.ret = "BLOCKED" THEN a
            ELSE Answer(a.kernel, "MACH_MSG_SUCCESS", a.clause,
                        IF Arrives(by) THEN [id |-> ReplyId(id), ret |-> a.ret] ELSE NoOut)

MachMsgToKernel(t, object, id, form, by) ==
    /\ CanCall(kernel, t)
    /\ MachMsgToKernelStep(kernel, t, object, id, form, by).ret # "BLOCKED"
    /\ Is(MachMsgToKernelStep(kernel, t, object, id, form, by))
=============================================================================

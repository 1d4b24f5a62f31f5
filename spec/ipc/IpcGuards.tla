------------------------------- MODULE IpcGuards -------------------------------
(****************************************************************************)
(* A port's context, and the guard that it may be: a word without which     *)
(* nobody destroys the receive right.  Each call is one critical section.   *)
(*                                                                          *)
(* Not here: the exceptions (EXC_GUARD) that XNU raises in the caller       *)
(* beside each refusal of these calls, and of those that meet a guard;      *)
(* only the codes are told.  Neither are guards that travel in messages.    *)
(****************************************************************************)
EXTENDS IpcAttributes

LOCAL Ok(k, clause)      == Answer(k, "KERN_SUCCESS", clause, NoOut)
LOCAL No(k, ret, clause) == Answer(k, ret, clause, NoOut)

LOCAL Guard(k, task, name) == GuardOf(k.ports[PortNamed(k, task, name)])

LOCAL SetGuard(k, task, name, guard) ==
    LET p == PortNamed(k, task, name) IN [k EXCEPT !.ports[p] = WithGuard(@, guard)]

(* Its word may be another.                                                 *)
MayChange(guard) == ~guard.strict

(****************************************************************************)
(* The context is told, but for a strict guard's.                           *)
(*   Clause  ipc.get_context.1  ipc.get_context.2                           *)
(****************************************************************************)
MachPortGetContextStep(k, t, task, name) ==
    IF ~IsReceiver(k, task, name) THEN Refusal(k, task, name)
    ELSE LET guard == Guard(k, task, name) IN
    IF guard.strict THEN Answer(k, "KERN_SUCCESS", "ipc.get_context.1", [context |-> 0])
    ELSE Answer(k, "KERN_SUCCESS", "ipc.get_context.2", [context |-> guard.context])

(****************************************************************************)
(* The context changes, and with it a guard that is not strict.             *)
(*   Clause  ipc.set_context.1  ipc.set_context.2                           *)
(****************************************************************************)
MachPortSetContextStep(k, t, task, name, context) ==
    IF ~IsReceiver(k, task, name) THEN Refusal(k, task, name)
    ELSE LET guard == Guard(k, task, name) IN
    IF ~MayChange(guard) THEN No(k, "KERN_INVALID_ARGUMENT", "ipc.set_context.1")
    ELSE Ok(SetGuard(k, task, name, [guard EXCEPT !.context = context]), "ipc.set_context.2")

-----------------------------------------------------------------------------
(* What these calls answer for a name that is not a receive right's: null   *)
(* and dead are no names to them.                                           *)
LOCAL NotGuardable(k, task, name, clause) ==
    IF IsValidName(name) THEN Refusal(k, task, name) ELSE No(k, "KERN_INVALID_NAME", clause)

(****************************************************************************)
(* A port without a context is guarded by one.  That its right is immovable *)
(* is not taken back.                                                       *)
(*   Clause  ipc.guard.1 - ipc.guard.3                                      *)
(****************************************************************************)
MachPortGuardStep(k, t, task, name, guard, strict, immovable) ==
    IF ~IsReceiver(k, task, name) THEN NotGuardable(k, task, name, "ipc.guard.1")
    ELSE LET old == Guard(k, task, name) IN
    IF old.context # 0 THEN No(k, "KERN_INVALID_ARGUMENT", "ipc.guard.2")
    ELSE Ok(SetGuard(k, task, name, [context |-> guard, guarded |-> TRUE, strict |-> strict,
                                     immovable |-> old.immovable \/ immovable]), "ipc.guard.3")

(****************************************************************************)
(* Who knows the guard takes it away; an immovable right stays one.         *)
(*   Clause  ipc.unguard.1 - ipc.unguard.3                                  *)
(****************************************************************************)
MachPortUnguardStep(k, t, task, name, guard) ==
    IF ~IsReceiver(k, task, name) THEN NotGuardable(k, task, name, "ipc.unguard.1")
    ELSE LET old == Guard(k, task, name) IN
    IF ~old.guarded \/ old.context # guard THEN No(k, "KERN_INVALID_ARGUMENT", "ipc.unguard.2")
    ELSE Ok(SetGuard(k, task, name, [NoGuard EXCEPT !.immovable = old.immovable]), "ipc.unguard.3")

(****************************************************************************)
(* Who knows the guard changes it, unless it is strict.                     *)
(*   Clause  ipc.swap_guard.1 - ipc.swap_guard.3                            *)
(****************************************************************************)
MachPortSwapGuardStep(k, t, task, name, oldGuard, newGuard) ==
    IF ~IsReceiver(k, task, name) THEN NotGuardable(k, task, name, "ipc.swap_guard.1")
    ELSE LET old == Guard(k, task, name) IN
    IF ~old.guarded \/ ~MayChange(old) \/ old.context # oldGuard
    THEN No(k, "KERN_INVALID_ARGUMENT", "ipc.swap_guard.2")
    ELSE Ok(SetGuard(k, task, name, [old EXCEPT !.context = newGuard]), "ipc.swap_guard.3")
=============================================================================

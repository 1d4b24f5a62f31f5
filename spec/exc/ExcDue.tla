--------------------------------- MODULE ExcDue --------------------------------
(****************************************************************************)
(* Exceptions that no instruction raises: the kernel finds a guard violated *)
(* or a limit exceeded while it works for a thread, lets the call end with  *)
(* its answer, and raises the exception at the border.                      *)
(****************************************************************************)
EXTENDS ExcTriage

(* Type of guard, flavor and the name of the port; then what guards it.     *)
(*   Clauses  exceptions.guard.1 - exceptions.guard.8                       *)
GUARD_TYPE_MACH_PORT == 1

kGUARD_EXC_DESTROY         == 1
kGUARD_EXC_MOD_REFS        == 2
kGUARD_EXC_SET_CONTEXT     == 4
kGUARD_EXC_UNGUARDED       == 8
kGUARD_EXC_INCORRECT_GUARD == 16
kGUARD_EXC_IMMOVABLE       == 32

GuardFlavors ==
    {kGUARD_EXC_DESTROY, kGUARD_EXC_MOD_REFS, kGUARD_EXC_SET_CONTEXT, kGUARD_EXC_UNGUARDED, kGUARD_EXC_INCORRECT_GUARD,
     kGUARD_EXC_IMMOVABLE}

(* The guard is told, but where there is none or it does not matter.        *)
LOCAL GuardTold(flavor, guard) == IF flavor \in {kGUARD_EXC_UNGUARDED, kGUARD_EXC_IMMOVABLE} THEN 0 ELSE guard

GuardException(flavor, name, guard) ==
    [type  |-> EXC_GUARD,
     codes |-> <<Code(GUARD_TYPE_MACH_PORT * 2^29 + flavor, name), Code(0, GuardTold(flavor, guard))>>]

(* What the call that violated it was answered.                             *)
GuardRefusal(flavor) ==
    CASE flavor \in {kGUARD_EXC_DESTROY, kGUARD_EXC_MOD_REFS} -> "KERN_INVALID_RIGHT"
      [] flavor = kGUARD_EXC_IMMOVABLE                        -> "KERN_INVALID_CAPABILITY"
      [] OTHER                                                -> "KERN_INVALID_ARGUMENT"

LOCAL GuardClause(flavor) ==
    CASE flavor = kGUARD_EXC_MOD_REFS        -> "exceptions.guard.1"
      [] flavor = kGUARD_EXC_DESTROY         -> "exceptions.guard.2"
      [] flavor = kGUARD_EXC_SET_CONTEXT     -> "exceptions.guard.3"
      [] flavor = kGUARD_EXC_UNGUARDED       -> "exceptions.guard.4"
      [] flavor = kGUARD_EXC_INCORRECT_GUARD -> "exceptions.guard.5"
      [] flavor = kGUARD_EXC_IMMOVABLE       -> "exceptions.guard.6"

(* Type of resource, flavor of the limit, and what that says.               *)
(*   Clause  exceptions.resource.1                                          *)
RESOURCE_TYPE_CPU     == 1
RESOURCE_TYPE_WAKEUPS == 2
RESOURCE_TYPE_MEMORY  == 3

ResourceException(resource, flavor, limit, observed) ==
    [type  |-> EXC_RESOURCE, codes |-> <<Code((resource % 4) * 2^29 + flavor * 2^26, limit), Code(0, observed)>>]

(* A call of the thread has violated a guard; the first one counts.         *)
ViolateGuardStep(k, t, flavor, name, guard) ==
    Refuses([k EXCEPT !.threads[t].due = IF @ = NothingDue \/ @.type # EXC_GUARD THEN GuardException(flavor, name, guard) ELSE @],
            GuardRefusal(flavor), GuardClause(flavor))

(* The thread has used more than it may.                                    *)
ExceedLimitStep(k, t, resource, flavor, limit, observed) ==
    Answer([k EXCEPT !.threads[t].due = IF @ = NothingDue THEN ResourceException(resource, flavor, limit, observed) ELSE @],
           "KERN_SUCCESS", "exceptions.resource.1", NoOut)

(*   Clause  exceptions.border.4                                            *)
RaiseDueStep(k, t) ==
    LET raised == RaiseExceptionStep([k EXCEPT !.threads[t].due = NothingDue], t, k.threads[t].due)
    IN [raised EXCEPT !.clause = "exceptions.border.4"]
=============================================================================

------------------------------- MODULE MCExcGuard -------------------------------
(****************************************************************************)
(* World of claims: a thread violates guards and exceeds limits, is held    *)
(* and let go meanwhile, and who is registered is told.                     *)
(*                                                                          *)
(* Ghost: `owed`, by thread the exception that it has coming, written down  *)
(* from what the thread did.                                                *)
(****************************************************************************)
EXTENDS MCExcTriage

CONSTANTS
    Flavors, GuardedName, GuardWord,
    Resources          \* [resource, flavor, limit, observed]

VARIABLE owed

guardVars == <<vars, owed>>
GuardView == <<ClaimView, owed>>

(* Who is registered is so for both types.                                  *)
LOCAL ForBoth(k, level, slot) == Registered(Registered(k, "V1", level, 11, slot), "V1", level, 12, slot)

GuardInit ==
    /\ \E a \in AtThread, b \in AtTask : kernel = ForBoth(ForBoth(Begun, "thread", a), "task", b)
    /\ outcome = InitialOutcome
    /\ raised = [t \in Faulting |-> Nothing] /\ asked = [t \in Faulting |-> <<>>]
    /\ answer = [t \in Faulting |-> Nothing] /\ ended = [t \in Faulting |-> "none"]
    /\ owed = [t \in Faulting |-> Nothing]

(* For Resources: processor time, and pages.                                *)
SomeResources ==
    {[resource |-> RESOURCE_TYPE_CPU, flavor |-> 1, limit |-> 80, observed |-> 95],
     [resource |-> RESOURCE_TYPE_MEMORY, flavor |-> 1, limit |-> 512, observed |-> 0]}

(* The promise, as numbers of its own: type 1 from bit 61 on, the flavor    *)
(* from bit 32, the name, and the guard unless there is none to tell; a     *)
(* resource from bit 61, and the flavor of its limit from bit 58.           *)
GuardOwed(flavor) ==
    [type |-> 12, codes |-> <<[high |-> 536870912 + flavor, low |-> GuardedName],
                              [high |-> 0, low |-> IF flavor \in {8, 32} THEN 0 ELSE GuardWord]>>]
ResourceOwed(r) ==
    [type |-> 11, codes |-> <<[high |-> r.resource * 536870912 + r.flavor * 67108864, low |-> r.limit],
                              [high |-> 0, low |-> r.observed]>>]

(* As long as there are reply ports for all levels.                         *)
MayViolate(t) == raised[t] = Nothing /\ Cardinality(FreeReplies(kernel)) >= Len(PromisedLevels)

Violates(t, flavor, name, guard) ==
    MayViolate(t) /\ ViolateGuard(t, flavor, name, guard)
    /\ owed' = [owed EXCEPT ![t] = GuardOwed(flavor)] /\ UNCHANGED ghosts
Exceeds(t, resource, flavor, limit, observed) ==
    MayViolate(t) /\ ExceedLimit(t, resource, flavor, limit, observed)
    /\ owed' = [owed EXCEPT ![t] = ResourceOwed([resource |-> resource, flavor |-> flavor, limit |-> limit, observed |-> observed])]
    /\ UNCHANGED ghosts

IsRaised(t) == t \in Faulting /\ ~IsInTriage(kernel, t) /\ kernel'.threads[t].does.at \in InTriage

GoesOrRaises(t) ==
    /\ ThreadStep(t)
    /\ IF IsRaised(t)
       THEN /\ raised' = [raised EXCEPT ![t] = kernel'.threads[t].does.exception] /\ asked' = [asked EXCEPT ![t] = <<>>]
            /\ answer' = [answer EXCEPT ![t] = Nothing] /\ ended' = [ended EXCEPT ![t] = "none"]
            /\ owed' = [owed EXCEPT ![t] = Nothing]
       ELSE /\ Notes(t)
            /\ owed' = [u \in Faulting |-> IF kernel'.threads[u].life = "GONE" THEN Nothing ELSE owed[u]]

TakesRequest(t, p)         == ReceivesRequest(t, p) /\ UNCHANGED owed
AnswersRequest(t, kind)    == RepliesToRequest(t, kind) /\ UNCHANGED owed
HoldsThread(t, target)     == SuspendsThread(t, target) /\ UNCHANGED owed
ReleasesThread(t, target)  == ResumesThread(t, target) /\ UNCHANGED owed
BreaksWait(t, target)      == AbortsThread(t, target) /\ UNCHANGED owed
EndsThread(t, target)      == TerminatesThread(t, target) /\ UNCHANGED owed

GuardNext ==
    \/ \E t \in Threads : GoesOrRaises(t)
    \/ \E t \in Faulting, flavor \in Flavors : Violates(t, flavor, GuardedName, GuardWord)
    \/ \E t \in Faulting, r \in Resources : Exceeds(t, r.resource, r.flavor, r.limit, r.observed)
    \/ \E h \in Handling, p \in PortIds : TakesRequest(h, p)
    \/ \E h \in Handling, kind \in Kinds : AnswersRequest(h, kind)
    \/ \E h \in Handling, t \in Faulting : HoldsThread(h, t) \/ ReleasesThread(h, t) \/ BreaksWait(h, t) \/ EndsThread(h, t)

GuardSpec == GuardInit /\ [][GuardNext]_guardVars

-----------------------------------------------------------------------------
(* What was owed is raised as it is, before anything else, and from nobody  *)
(* who is held.                                                             *)
WhatIsOwedIsRaised ==
    [][\A t \in Faulting : owed[t] # Nothing /\ kernel'.threads[t].does # Does(kernel, t) =>
        \/ kernel'.threads[t].does.at = "Parked"
        \/ IsRaised(t) /\ kernel'.threads[t].does.exception = owed[t]]_guardVars
TheHeldRaiseNothing == [][\A t \in Faulting : IsRaised(t) => MayRun(kernel, t)]_guardVars

(* The call itself was answered.                                            *)
ViolationsAreAnswered ==
    [][\A t \in Faulting, flavor \in Flavors :
        Violates(t, flavor, GuardedName, GuardWord) =>
            outcome'.ret = CASE flavor \in {1, 2} -> "KERN_INVALID_RIGHT" [] flavor = 32 -> "KERN_INVALID_CAPABILITY"
                             [] OTHER -> "KERN_INVALID_ARGUMENT"]_guardVars

-----------------------------------------------------------------------------
(* Planted faults, each in place of a definition.                           *)
Real      == INSTANCE ExcDue
RealTasks == INSTANCE ExcTasks

TellsNoGuard(flavor, name, guard) == Real!GuardException(flavor, name, 0)
TellsTheFlavorOnly(resource, flavor, limit, observed) == Real!ResourceException(0, flavor, limit, observed)
ForgetsWhatIsDue(k, t) == GoesOn([k EXCEPT !.threads[t].due = NothingDue], t, User, "exceptions.border.3")
RaisesWhenHeld(k, t) ==
    IF IsActive(k, t) /\ IsDue(k, t) THEN Real!RaiseDueStep(k, t) ELSE RealTasks!CrossBorderStep(k, t)
AnswersAll(flavor) == "KERN_INVALID_ARGUMENT"

(* Witnesses: each of these is violated.                                    *)
NobodyIsHeldWithAGuard == \A t \in Faulting : ~(owed[t] # Nothing /\ At(kernel, t, "Parked"))
NobodyHandlesAGuard    == \A t \in Faulting : ~(ended[t] = "handled")

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCExcGuard_xnu                               2507       8644     23     12.0
\*   MCExcGuard_TellsNoGuard_xnu              violates WhatIsOwedIsRaised
\*   MCExcGuard_TellsTheFlavorOnly_xnu        violates WhatIsOwedIsRaised
\*   MCExcGuard_ForgetsWhatIsDue_xnu          violates WhatIsOwedIsRaised
\*   MCExcGuard_RaisesWhenHeld_xnu            violates TheHeldRaiseNothing
\*   MCExcGuard_AnswersAll_xnu                violates ViolationsAreAnswered
\*   MCExcGuard_NobodyIsHeldWithAGuard_xnu    violates NobodyIsHeldWithAGuard
\*   MCExcGuard_NobodyHandlesAGuard_xnu       violates NobodyHandlesAGuard
=============================================================================

----------------------------- MODULE MCExcWitnesses ----------------------------
(****************************************************************************)
(* That things happen: each of these is violated.                           *)
(****************************************************************************)
EXTENDS MCExcTriage

Was(t, how)        == ended[t] = how
AskedOf(t, level)  == \E i \in 1..Len(asked[t]) : asked[t][i].level = level /\ asked[t][i].handler # Nothing

NoHostHandles            == \A t \in Faulting : ~(Was(t, "handled") /\ AskedOf(t, "thread") /\ AskedOf(t, "host"))
NoStateIsInstalled       == \A t \in Faulting : ~Was(t, "state")
NoTaskEndsForIt          == \A t \in Faulting : ~Was(t, "terminated")
NoThreadGoesInBetween    == \A t \in Faulting : ~Was(t, "gone")
NoInstructionIsRepeated  == \A t \in Faulting : ~Was(t, "unhandled")
NobodyIsToldOfACrash     == \A t \in Faulting : ~Was(t, "told")
NobodyIsAskedWhenAborted ==
    \A t \in Faulting : ~(kernel.threads[t].aborted = "YES" /\ Len(asked[t]) = 2 /\ asked[t][1].handler # Nothing)
NoReplyIsLate ==
    \A h \in Handling : ~(HasRequest(h) /\ kernel.replies[RequestHeld(h).reply] = Nobody)
NobodyIsDeadWhenAsked ==
    \A t \in Faulting : At(kernel, t, "SendRequest") => IsAlive(kernel, Does(kernel, t).slot.port)

(* Who handles an exception has one of its own.                             *)
NoHandlerFaults == \A h \in Handling : ~(HasRequest(h) /\ IsInTriage(kernel, h))
(* An abort reaches that one, or the one which is being handled.            *)
NoNestedFaultIsAborted ==
    \A h \in Handling : ~(HasRequest(h) /\ IsInTriage(kernel, h) /\ kernel.threads[h].aborted = "YES")
NobodyIsAbortedWhoseHandlerFaults ==
    \A h \in Handling : ~(HasRequest(h) /\ At(kernel, h, "AwaitReply") /\ kernel.threads["V1"].aborted = "YES")
NothingIsForwarded ==
    \A p \in Held : \A i \in 1..Len(kernel.ports[p].queue) : kernel.ports[p].queue[i].thread # "V1"

(* A right that moved after the check takes a crash home.                   *)
NoCrashComesHome ==
    \A p \in PortIds : kernel.ports[p].receiver = "V" => kernel.ports[p].queue = <<>>

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCExcWitnesses_NoHostHandles_xnu         violates NoHostHandles
\*   MCExcWitnesses_NoStateIsInstalled_xnu    violates NoStateIsInstalled
\*   MCExcWitnesses_NoTaskEndsForIt_xnu       violates NoTaskEndsForIt
\*   MCExcWitnesses_NoThreadGoesInBetween_xnu violates NoThreadGoesInBetween
\*   MCExcWitnesses_NoInstructionIsRepeated_xnu violates NoInstructionIsRepeated
\*   MCExcWitnesses_NobodyIsToldOfACrash_xnu  violates NobodyIsToldOfACrash
\*   MCExcWitnesses_NobodyIsAskedWhenAborted_xnu violates NobodyIsAskedWhenAborted
\*   MCExcWitnesses_NoReplyIsLate_xnu         violates NoReplyIsLate
\*   MCExcWitnesses_NobodyIsDeadWhenAsked_xnu violates NobodyIsDeadWhenAsked
\*   MCExcWitnesses_NoHandlerFaults_xnu       violates NoHandlerFaults
\*   MCExcWitnesses_NoNestedFaultIsAborted_xnu violates NoNestedFaultIsAborted
\*   MCExcWitnesses_NobodyIsAbortedWhoseHandlerFaults_xnu violates NobodyIsAbortedWhoseHandlerFaults
\*   MCExcWitnesses_NothingIsForwarded_xnu    violates NothingIsForwarded
\*   MCExcWitnesses_NoCrashComesHome_xnu      violates NoCrashComesHome
=============================================================================

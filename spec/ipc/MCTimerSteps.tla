------------------------------ MODULE MCTimerSteps ------------------------------
(****************************************************************************)
(* World of steps: a timer fires, is armed anew, cancelled and destroyed    *)
(* while another thread is at any step of receiving what it sends.          *)
(****************************************************************************)
EXTENDS IpcSteps, IpcInvariants

CONSTANTS TrailerSize

Next ==
    \/ \E thread \in {"A1"} : MkTimerCreate(thread)
    \/ \E thread \in {"A1"}, name \in {1}, time \in {0, 1} : MkTimerArm(thread, name, time)
    \/ \E thread \in {"A1"}, name \in {1} : MkTimerCancel(thread, name)
    \/ \E thread \in {"A1"}, name \in {1} : MkTimerDestroy(thread, name)
    \/ \E thread \in {"A1"}, name \in {1} : MkTimerExpire(thread, name)
    \/ \E thread \in {"A2"}, receiveName \in {1}, receiveSize \in {48, 48 + TrailerSize}, large \in {TRUE, FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"FOREVER"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in {"A2"} : ThreadAbort(thread)
    \/ \E t \in {"A1", "A2"} : AnyStep(t)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK     == TypeOK(kernel)
SpacesAgree     == SpacesAgreeWithPorts(kernel)
RightsCounted   == RightsAreCounted(kernel)
MessagesCounted == MessagesAreCounted(kernel)
WaitersListed   == WaitersAreListed(kernel)
NobodyStranded  == NoReceiverIsStranded(kernel)
OneMessage      == OneMessageInFlight(kernel)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCTimerSteps_xnu                               174       1233     15      3.0
=============================================================================

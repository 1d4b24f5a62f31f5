------------------------------- MODULE MCBodySteps -------------------------------
(****************************************************************************)
(* World: messages with bodies, one critical section at a time and in any   *)
(* order.  What a descriptor names goes while its message is copied in, the *)
(* destination dies between two descriptors, receive rights cross each      *)
(* other, spaces fill up while a body is copied out.                        *)
(****************************************************************************)
EXTENDS IpcSteps, IpcInvariants

CONSTANTS TrailerSize, Bodies, Waits

Port(name, disposition) == [kind |-> "PORT", name |-> name, disposition |-> disposition]

(* Values for Bodies: <<thread, destination, body>>.                        *)
TwoRights == {<<"A1", 2, <<Port(1, "MAKE_SEND"), Port(1, "MAKE_SEND_ONCE")>>>>, <<"A2", 2, <<Port(1, "MOVE_RECEIVE")>>>>}
Crossing  == {<<"A1", 2, <<Port(1, "MOVE_RECEIVE"), Port(1, "MOVE_SEND")>>>>, <<"A2", 1, <<Port(2, "MOVE_RECEIVE")>>>>}

(* A name that a thread holds in a body is not given out again: where names *)
(* have generations it would be another, and here it is the same.           *)
LOCAL Holds(t, n) ==
    LET c == kernel.threads[t]
    IN c.at = "CopyinBody" /\ \E i \in 1..Len(c.body) : c.body[i].name = n

NamesStand(k) ==
    /\ NamesHaveGenerations => \A n \in Names :
          EntryNamed(kernel, "A", n).type = "NONE" /\ EntryNamed(k, "A", n).type # "NONE" => \A t \in Threads : ~Holds(t, n)

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A2"}, task \in {"A"}, name \in {2}, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E name \in {1, 2} :
          \E thread \in {"A2"}, task \in {"A"}, right \in {name}, disposition \in {"MAKE_SEND"}, entry \in {"TRAP"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E b \in Bodies, timeout \in Waits :
          \E thread \in {b[1]}, remote \in {b[2]}, descriptors \in {b[3]}, remoteDisposition \in {"MAKE_SEND", "COPY_SEND"},
             local \in {0}, localDisposition \in {"NONE"}, id \in {1}, sendSize \in {52} :
          MachMsgSendComplex(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, descriptors, timeout)
    \/ \E thread \in {"A2"}, receiveName \in {2}, receiveSize \in {64}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E t \in Threads : CopyinBody(t)
    \/ \E t \in Threads : Admit(t)
    \/ \E t \in Threads : Post(t)
    \/ \E t \in Threads : ReturnMessage(t)
    \/ \E t \in Threads : TakeMessage(t)
    \/ \E t \in Threads : CopyoutHeader(t)
    \/ \E t \in Threads : CopyoutBody(t)
    \/ \E t \in Threads : InsertRight(t)
    \/ \E t \in Threads : ReleaseRight(t)
    \/ \E t \in Threads : Resume(t)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK      == TypeOK(kernel)
SpacesAgree      == SpacesAgreeWithPorts(kernel)
MessagesCounted  == MessagesAreCounted(kernel)
RightsInOnePlace == ReceiveRightsAreInOnePlace(kernel)
RightsTravel     == ReceiveRightsTravel(kernel)
NoCircle         == DestinationsAreAcyclic(kernel)
RightsCounted    == RightsAreCounted(kernel)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCBodySteps_xnu                                16519     40100     68     25.1
\*   MCBodySteps_classic                             9549     23322     58     16.6
=============================================================================

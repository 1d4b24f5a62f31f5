----------------------------- MODULE MCLargeIdentity -----------------------------
(****************************************************************************)
(* World: a message too large for its receiver, who asks in which queue it  *)
(* is: of a port, and of a set whose member or members have messages.  One  *)
(* thread waits with a buffer that is too small, another polls.             *)
(****************************************************************************)
EXTENDS IpcCalls, IpcInvariants

CONSTANTS
    TrailerSize,
    PortNames, SetNames      \* where each kind of object is allocated

Both    == PortNames \cup SetNames
Options == {{}, {"RCV_LARGE_IDENTITY"}}

(* In place of InPlace: each kind of object has its names.                  *)
KindsInPlace(k) ==
    /\ \A n \in PortNames : k.spaces["A"][n].type # "PORT_SET"
    /\ \A n \in SetNames : ~HasReceive(k.spaces["A"][n])

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE", "PORT_SET"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, member \in PortNames, after \in SetNames \cup {0}, entry \in {"TRAP"} :
          MachPortMoveMember(thread, task, member, after, entry)
    \/ \E thread \in {"A1"}, remote \in PortNames, remoteDisposition \in {"MAKE_SEND_ONCE"},
          local \in {0}, localDisposition \in {"NONE"}, voucher \in {0}, voucherDisposition \in {"NONE"},
          id \in {1}, sendSize \in {24, 64}, timeout \in {"POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"A1"}, receiveName \in Both, receiveSize \in {40}, large \in {TRUE, FALSE},
          trailerSize \in {TrailerSize}, options \in Options, timeout \in {"POLL"} :
          MachMsgReceiveWith(thread, receiveName, receiveSize, large, trailerSize, options, timeout)
    \/ \E thread \in {"A2"}, receiveName \in Both, receiveSize \in {40}, large \in {TRUE},
          trailerSize \in {TrailerSize}, options \in Options, timeout \in {"FOREVER"} :
          MachMsgReceiveWith(thread, receiveName, receiveSize, large, trailerSize, options, timeout)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK     == TypeOK(kernel)
SpacesAgree     == SpacesAgreeWithPorts(kernel)
WaitersListed   == WaitersAreListed(kernel)
MessagesCounted == MessagesAreCounted(kernel)
SetsKnow        == SetsKnowTheirMessages(kernel)

(* The name that is told, be it to who asks or to who waited, is of a       *)
(* receive right, in whose queue the message is that a receiver would get   *)
(* next.                                                                    *)
LOCAL IsOfTheMessage(k, answer) ==
    answer.clause = "ipc.receive.14" =>
        LET e == EntryNamed(k, "A", answer.out.name)
        IN /\ HasReceive(e)
           /\ HasMessages(k.ports[e.port].queue)
           /\ NextMessage(k.ports[e.port].queue).size = answer.out.size
TheNameIsOfTheMessage ==
    [][/\ IsOfTheMessage(kernel', outcome')
       /\ \A i \in 1..Len(outcome'.woke) : IsOfTheMessage(kernel', outcome'.woke[i])]_<<kernel, outcome>>

(* Faults, in place of TooLargeTold: nobody is told of any port; nobody is  *)
(* who waited when the message came.                                        *)
LOCAL Real == INSTANCE IpcQueue
TellsOfNoPort(k, task, p, m, receive) ==
    [out |-> [size |-> m.size, name |-> MACH_PORT_NULL], clause |-> "ipc.receive.14"]
TellsNobodyWhoWaits(k, task, p, m, receive) ==
    LET told == Real!TooLargeTold(k, task, p, m, receive)
    IN IF told.clause = "ipc.receive.14" /\ ~HasMessages(k.ports[p].queue) THEN TellsOfNoPort(k, task, p, m, receive) ELSE told

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCLargeIdentity_xnu                           2215      39156     14      3.6
\*   MCLargeIdentity_classic                       2311      44068     14      3.6
\*   MCLargeIdentity_TellsOfNoPort_xnu        violates TheNameIsOfTheMessage
\*   MCLargeIdentity_TellsNobodyWhoWaits_xnu  violates TheNameIsOfTheMessage
=============================================================================

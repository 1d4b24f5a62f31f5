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

(* In place of InBounds: as that, and each kind of object has its names.    *)
InBoundsAndPlace(k) ==
    /\ \A p \in PortIds :
        /\ k.ports[p].makeSendCount <= MaxMakeSend
        /\ k.ports[p].seqno         <= MaxSeqno
        /\ k.ports[p].messageCount  <= MaxMessages
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

(* The name that is told is of a receive right, in whose queue the message  *)
(* is that a receiver would get next.                                       *)
TheNameIsOfTheMessage ==
    [][outcome'.clause = "ipc.receive.14" =>
            LET e == EntryNamed(kernel', "A", outcome'.out.name)
            IN /\ HasReceive(e)
               /\ HasMessages(kernel'.ports[e.port].queue)
               /\ NextMessage(kernel'.ports[e.port].queue).size = outcome'.out.size]_<<kernel, outcome>>

(* A fault, in place of TooLargeTold: nobody is told of any port.           *)
TellsOfNoPort(k, task, p, m, receive) ==
    [out |-> [size |-> m.size, name |-> MACH_PORT_NULL], clause |-> "ipc.receive.14"]

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCLargeIdentity_xnu                           2215      39156     14      4.0
\*   MCLargeIdentity_classic                       2311      44068     14      4.0
\*   MCLargeIdentity_TellsOfNoPort_xnu        violates TheNameIsOfTheMessage
=============================================================================

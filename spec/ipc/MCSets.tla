--------------------------------- MODULE MCSets ---------------------------------
(****************************************************************************)
(* World: whole calls on port sets.  Ports join, leave and move between     *)
(* sets with and without messages, while threads wait on port and set; the  *)
(* waits are ended by messages, members, deaths, moves and interruption.    *)
(*                                                                          *)
(* Ports come under the first names, sets under the last ones.  Left out:   *)
(* full queues (MCBlocking), replies, and names used again (MCNames).       *)
(****************************************************************************)
EXTENDS IpcCalls, IpcInvariants

CONSTANTS
    TrailerSize,
    PortNames, SetNames,     \* where each kind of object is allocated
    Inserts,                 \* insert_member and extract_member are there
    AsksAnything,            \* calls on sets are made with any names, or with those of the right kind
    Receivers,               \* threads that receive and wait
    Sizes                    \* of messages; a receiver that waits takes 40 bytes

Both == PortNames \cup SetNames

MemberNames == IF AsksAnything THEN Both \cup {MACH_PORT_NULL, MACH_PORT_DEAD} ELSE PortNames
AskedSets   == IF AsksAnything THEN Both \cup {MACH_PORT_NULL, MACH_PORT_DEAD} ELSE SetNames

(* In place of InPlace: each kind of object has its names.                  *)
AllInPlace(k) ==
    /\ \A n \in PortNames : k.spaces["A"][n].type # "PORT_SET"
    /\ \A n \in SetNames : ~HasReceive(k.spaces["A"][n])

Inserters == IF Inserts THEN {"A1"} ELSE {}

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE", "PORT_SET"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Both, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"B"}, name \in {1}, right \in {1},
          disposition \in {"MOVE_RECEIVE"}, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in Inserters, task \in {"A"}, name \in MemberNames, pset \in AskedSets, entry \in {"TRAP"} :
          MachPortInsertMember(thread, task, name, pset, entry)
    \/ \E thread \in Inserters, task \in {"A"}, name \in MemberNames, pset \in AskedSets, entry \in {"TRAP"} :
          MachPortExtractMember(thread, task, name, pset, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, member \in MemberNames, after \in AskedSets \cup {0}, entry \in {"TRAP"} :
          MachPortMoveMember(thread, task, member, after, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in AskedSets, entry \in {"RPC"} :
          MachPortGetSetStatus(thread, task, name, entry)
    \/ \E thread \in {"A1"}, remote \in PortNames, remoteDisposition \in {"MAKE_SEND_ONCE"},
          local \in {0}, localDisposition \in {"NONE"}, voucher \in {0}, voucherDisposition \in {"NONE"},
          id \in {1}, sendSize \in Sizes, timeout \in {"POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in Receivers, receiveName \in Both, receiveSize \in {40}, large \in {Sizes # {24}},
          trailerSize \in {TrailerSize}, timeout \in {"FOREVER"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in {"A1"}, receiveName \in Both, receiveSize \in {80}, large \in {TRUE},
          trailerSize \in {TrailerSize}, timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in Receivers : ThreadAbort(thread)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK        == TypeOK(kernel)
SpacesAgree        == SpacesAgreeWithPorts(kernel)
WaitersListed      == WaitersAreListed(kernel)
MessagesCounted    == MessagesAreCounted(kernel)
NoReceiverStranded == NoReceiverIsStranded(kernel)
MembersAtHome      == MembersLiveInTheSetsSpace(kernel)
SetsKnow           == SetsKnowTheirMessages(kernel)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCSets_xnu                                      505       9705     12      4.0
\*   MCSets_classic                                  461       7145     12      4.0
\*   MCSetsWaits_xnu                                1795      36925     17      4.0
\*   MCSetsWaits_classic                            1423      24099     17      4.0
\*   MCSetNames_xnu                                  223      19537     14      4.0
\*   MCSetNames_classic                              211       7973     14      4.0
=============================================================================

--------------------------------- MODULE MCBody ---------------------------------
(****************************************************************************)
(* World: B sends A messages with rights in their bodies, one or two of     *)
(* them, good and bad.  Bodies that fail are destroyed with their header;   *)
(* full queues give messages back; spaces have no room for what arrives;    *)
(* ports die with messages that carry rights to them.                       *)
(*                                                                          *)
(* Left out: receive rights that move (MCTransit), threads that wait.       *)
(****************************************************************************)
EXTENDS IpcCalls, IpcInvariants

CONSTANTS TrailerSize, Bodies, Replies, Remotes, Destroyed

Port(name, disposition) == [kind |-> "PORT", name |-> name, disposition |-> disposition]
Array(names, disposition) == [kind |-> "OOL_PORTS", names |-> names, disposition |-> disposition]
Memory(size) == [kind |-> "OOL", size |-> size]

(* Values for Bodies.                                                       *)
LOCAL Single == {<<Port(n, d)>> : n \in {1, 2}, d \in SendDispositions}
LOCAL Pairs  == {<<Port(1, d), Port(n, e)>> :
                    n \in {1, 2}, d \in {"MAKE_SEND", "MAKE_SEND_ONCE"}, e \in {"MOVE_SEND", "MOVE_SEND_ONCE", "COPY_SEND"}}
LOCAL Odd    == {<<Port(0, "COPY_SEND")>>, <<Port(-1, "MOVE_SEND_ONCE")>>, <<Port(1, "15")>>, <<Port(0, "15")>>}
LOCAL Arrays == {<<Array(<<>>, "COPY_SEND")>>, <<Array(<<1, 1>>, "MAKE_SEND_ONCE")>>, <<Array(<<2, 0, 2>>, "MOVE_SEND")>>,
                 <<Array(<<2, 1>>, "COPY_SEND"), Memory(8)>>}
FewBodies  == {<<Port(1, "MAKE_SEND_ONCE"), Port(2, "MOVE_SEND")>>, <<Port(1, "MAKE_SEND_ONCE"), Port(2, "MOVE_SEND_ONCE")>>,
               <<Array(<<2, 1>>, "MOVE_SEND")>>, <<Memory(8), Array(<<1, 1>>, "MAKE_SEND_ONCE")>>, <<Port(-1, "15")>>}
ManyBodies == Single \cup Pairs \cup Odd \cup Arrays

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"B1"}, task \in {"B"}, right \in {"RECEIVE"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Destroyed, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"B1"}, task \in {"B"}, name \in Destroyed, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"B"}, name \in {2}, right \in {1},
          disposition \in {"MAKE_SEND", "MAKE_SEND_ONCE"}, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"B1"}, remote \in {2}, remoteDisposition \in Remotes,
          reply \in Replies, id \in {1}, sendSize \in {64}, descriptors \in Bodies, timeout \in {"POLL"} :
          \E local \in {reply[1]}, localDisposition \in {reply[2]} :
          MachMsgSendComplex(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, descriptors, timeout)
    \/ \E thread \in {"B1"}, remote \in {2}, remoteDisposition \in {"MOVE_SEND"}, local \in {0},
          localDisposition \in {"NONE"}, id \in {1}, sendSize \in {36}, descriptors \in {<<Port(1, "MAKE_SEND")>>},
          timeout \in {"POLL"} :
          MachMsgSendComplex(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, descriptors, timeout)
    \/ \E thread \in {"A1"}, receiveName \in {1}, receiveSize \in {60, 76}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK     == TypeOK(kernel)
SpacesAgree     == SpacesAgreeWithPorts(kernel)
RightsCounted   == RightsAreCounted(kernel)
MessagesCounted == MessagesAreCounted(kernel)
NothingDead     == NothingIsOfTheDead(kernel)

(* A fault, in place of DeadDescriptor: what a message carries stays alive. *)
StaysAlive(d, p) == d

\* Replies
NoReply   == {<<0, "NONE">>}
SomeReply == {<<0, "NONE">>, <<1, "MAKE_SEND_ONCE">>}

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCBody_xnu                                      1790     17845     18      7.3
\*   MCBody_classic                                  3200     29579     22     10.7
\*   MCBody_StaysAlive_xnu                    violates NothingDead
=============================================================================

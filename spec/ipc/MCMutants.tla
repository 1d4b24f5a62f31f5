------------------------------- MODULE MCMutants -------------------------------
(****************************************************************************)
(* Planted faults.  Each is put in place of a definition by its cfg, and    *)
(* breaks one conjunct of one guarantee; the cfg that ends in `_others`     *)
(* shows that all other conjuncts let it pass.                              *)
(****************************************************************************)
EXTENDS MCGuarantees

Real == INSTANCE IpcDeath

(* Headers for worlds with one kind of message.                             *)
Copies  == {<<1, "COPY_SEND", 0, "NONE">>}
Makes   == {<<1, "MAKE_SEND_ONCE", 0, "NONE">>, <<1, "MAKE_SEND", 0, "NONE">>}
Simple  == {<<1, "COPY_SEND", 0, "NONE">>, <<1, "MAKE_SEND", 0, "NONE">>}
Carries == {<<1, "MAKE_SEND", 2, "MAKE_SEND">>, <<1, "MAKE_SEND", 2, "MAKE_SEND_ONCE">>}

(* PortRights *)
NeverUncountsSend(k, p, n)     == [k EXCEPT !.ports[p].sendRights = IF n < 0 THEN @ ELSE @ + n]
NeverUncountsSendOnce(k, p, n) == [k EXCEPT !.ports[p].sendOnceRights = IF n < 0 THEN @ ELSE @ + n]
LosesReceive(k, r)             == [kernel |-> k, doomed |-> <<>>, woke |-> <<>>, clause |-> "ipc.release.4"]
CopiesFromSendOnce(e)          == HasSend(e) \/ e.type = "SEND_ONCE"
SendersMakeSendOnce(e)         == HasReceive(e) \/ HasSend(e)

Heirs(k, p) == {task \in Tasks : HeldInSpace(k.spaces[task], {"SEND"}, p) = 1}

BequeathsToSender(k, p) ==
    IF Heirs(k, p) = {} THEN Real!PortDies(k, p)
    ELSE LET heir == CHOOSE task \in Heirs(k, p) : TRUE
         IN [kernel |-> [k EXCEPT !.ports[p].receiver = heir,
                                  !.spaces[heir][SlotForPort(k.spaces[heir], p)].type = "SEND_RECEIVE"],
             doomed |-> <<>>, woke |-> <<>>]

RobsSenders(k, p) ==
    LET left == Real!ReceiveRightLeaves(k, p)
        Robbed(space) == [s \in SlotIds |->
            IF space[s].port = p /\ space[s].type = "SEND" THEN Freed(space[s]) ELSE space[s]]
    IN [left EXCEPT
            !.kernel.spaces = [task \in Tasks |-> Robbed(@[task])],
            !.kernel.ports[p].sendRights = @ - Cardinality(Heirs(k, p))]

(* FifoDelivery *)
JumpsTheQueue(queue, m)   == <<m>> \o queue
EnqueuesAnother(queue, m) == Append(queue, [m EXCEPT !.id = 9])
GivesTheLast(queue)       == queue[Len(queue)]
OverlooksOne(queue)       == Len(queue) > 1

LeavesQueueBehind(k, p) ==
    LET d == Real!PortDies(k, p)
    IN [d EXCEPT !.kernel.ports[p].queue =
            [i \in 1..Len(k.ports[p].queue) |->
                [k.ports[p].queue[i] EXCEPT !.destination.port = DeadPort, !.reply = NullRight]]]

(* SendOnce *)
SendOnceVanishes(k, r) ==
    [kernel |-> AddSendOnceRights(k, r.port, -1), doomed |-> <<>>, woke |-> <<>>, clause |-> "ipc.release.4"]

SendIsNotified(k, r) ==
    LET n == SendOnceNotification([r EXCEPT !.type = "SEND_ONCE"])
        d == Deliver(Counts(AddSendOnceRights(AddSendRights(k, r.port, -1), r.port, 1), r.port), r.port, n, <<>>)
    IN [kernel |-> d.kernel, doomed |-> <<>>, woke |-> d.woke, clause |-> "ipc.release.2"]

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCMutants_NeverUncountsSend_xnu          violates SendRightsAreCounted
\*   MCMutants_NeverUncountsSend_xnu_others         7488      21610     35      5.4
\*   MCMutants_NeverUncountsSendOnce_xnu      violates SendOnceRightsAreCounted
\*   MCMutants_NeverUncountsSendOnce_xnu_others       9838      28525     39      8.7
\*   MCMutants_LosesReceive_xnu               violates OneReceiver
\*   MCMutants_LosesReceive_xnu_others               202        894     12      1.8
\*   MCMutants_CopiesFromSendOnce_xnu         violates SendRightsAreMadeByHolders
\*   MCMutants_CopiesFromSendOnce_xnu_others        8252      28275     39      4.7
\*   MCMutants_SendersMakeSendOnce_xnu        violates SendOnceRightsAreMadeByReceivers
\*   MCMutants_SendersMakeSendOnce_xnu_others       1550       6416     23      2.5
\*   MCMutants_BequeathsToSender_xnu          violates ReceiveRightsAreNotMade
\*   MCMutants_BequeathsToSender_xnu_others         2930      11416     33      3.0
\*   MCMutants_RobsSenders_xnu                violates TasksKeepTheirRights
\*   MCMutants_RobsSenders_xnu_others              49984     225449     50     13.0
\*   MCMutants_JumpsTheQueue_xnu              violates QueueKeepsOrder
\*   MCMutants_JumpsTheQueue_xnu_others            16101      68564     37      6.8
\*   MCMutants_EnqueuesAnother_xnu            violates QueueAcceptsOffers
\*   MCMutants_EnqueuesAnother_xnu_others           7332      30578     34      4.9
\*   MCMutants_GivesTheLast_xnu               violates QueueGivesToHands
\*   MCMutants_GivesTheLast_xnu_others             16008      68189     37     11.7
\*   MCMutants_OverlooksOne_xnu               violates HandOffNeedsEmptyQueue
\*   MCMutants_OverlooksOne_xnu_others              5409      22302     34      8.2
\*   MCMutants_LeavesQueueBehind_xnu          violates ClosedQueuesAreEmpty
\*   MCMutants_LeavesQueueBehind_xnu_others        11926      58208     37     17.4
\*   MCMutants_SendOnceVanishes_xnu           violates RightsBecomeMessages
\*   MCMutants_SendOnceVanishes_xnu_others          8233      39958     34     17.7
\*   MCMutants_SendIsNotified_xnu             violates MessagesUseRightsUp
\*   MCMutants_SendIsNotified_xnu_others             227        565     25      2.5
=============================================================================

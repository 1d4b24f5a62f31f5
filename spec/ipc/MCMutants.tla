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
=============================================================================

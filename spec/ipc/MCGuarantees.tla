------------------------------ MODULE MCGuarantees ------------------------------
(****************************************************************************)
(* World of claims: the steps refine the three guarantees and keep the      *)
(* invariants.                                                              *)
(*                                                                          *)
(* Two ghosts: `actor`, on whose behalf the last step acted, and `seen`,    *)
(* the abstract state that the kernel's stands for, read off once a step.   *)
(****************************************************************************)
EXTENDS IpcSteps, IpcInvariants

CONSTANTS
    TrailerSize,
    Senders, Receivers,      \* threads that do
    Headers,                 \* <<remote, remoteDisposition, local, localDisposition>> of their messages
    Waits,                   \* time-outs of sends
    Destroyed, Deallocated,  \* names under which A1 does
    Inserted,                \* dispositions of the rights that A1 gives to B
    InsertedUnder            \* and the names under which B is to have them

(* Values for Headers.                                                      *)
OneWay    == {<<1, "COPY_SEND", 0, "NONE">>, <<1, "MOVE_SEND_ONCE", 0, "NONE">>}
WithReply == {<<1, "MAKE_SEND", 2, "MAKE_SEND_ONCE">>, <<1, "COPY_SEND", 0, "NONE">>, <<2, "MOVE_SEND_ONCE", 0, "NONE">>}

VARIABLES actor, seen

vars == <<kernel, outcome, actor, seen>>
ClaimView == kernel

-----------------------------------------------------------------------------
(* The abstract state.                                                      *)

Holders == Tasks \cup {"kernel"}

LOCAL Bag(k, naked, p, types, type) ==
    [h \in Holders |-> IF h = "kernel" THEN HowMany(naked, type, p) ELSE HeldInSpace(k.spaces[h], types, p)]

LOCAL OfferOf(c) ==
    CASE c.at \in {"Admit", "Post", "AwaitSlot", "ReturnMessage"} ->
            <<[port |-> c.message.destination.port, id |-> c.message.id]>>
      [] c.at = "ReleaseRight" ->
            [i \in 1..Len(c.doomed) |-> [port |-> c.doomed[i].port, id |-> MACH_NOTIFY_SEND_ONCE]]
      [] OTHER -> <<>>

Nobodys == [port |-> 0, id |-> 0]
LOCAL HandOf(c) ==
    IF c.at = "CopyoutHeader" THEN [port |-> c.message.destination.port, id |-> c.message.id] ELSE Nobodys

LOCAL IsInHand(c, p) ==
    c.at = "CopyoutHeader" /\ c.message.destination = [type |-> "SEND_ONCE", port |-> p]
LOCAL BySendOnce(k, p) ==
    Len(SelectSeq(k.ports[p].queue, LAMBDA m : m.destination.type = "SEND_ONCE"))
    + Cardinality({t \in Threads : IsInHand(k.threads[t], p)})

Seen(k) ==
    LET naked    == NakedRights(k)
        sendOnce == [p \in PortIds |-> Bag(k, naked, p, {"SEND_ONCE"}, "SEND_ONCE")]
        became   == [p \in PortIds |-> BySendOnce(k, p)]
    IN [alive    |-> [p \in PortIds |-> IsPort(k, p)],
        receive  |-> [p \in PortIds |-> Bag(k, naked, p, {"RECEIVE", "SEND_RECEIVE"}, "RECEIVE")],
        send     |-> [p \in PortIds |-> Bag(k, naked, p, {"SEND", "SEND_RECEIVE"}, "SEND")],
        sendOnce |-> sendOnce,
        counted  |-> [p \in PortIds |-> [send |-> k.ports[p].sendRights, sendOnce |-> k.ports[p].sendOnceRights]],
        offers   |-> [t \in Threads |-> OfferOf(k.threads[t])],
        queue    |-> [p \in PortIds |-> [i \in 1..Len(k.ports[p].queue) |->
                                            [port |-> p, id |-> k.ports[p].queue[i].id]]],
        hand     |-> [t \in Threads |-> HandOf(k.threads[t])],
        full     |-> [p \in PortIds |-> IsFullForKernel(k.ports[p])],
        held     |-> [p \in PortIds |-> sendOnce[p]["A"] + sendOnce[p]["B"] + sendOnce[p]["kernel"] - became[p]],
        became   |-> became]

-----------------------------------------------------------------------------
LOCAL Does(t, a) == Is(a) /\ actor' = TaskOf[t] /\ seen' = Seen(kernel')

(* The first steps of this world's calls.  `Does` says what becomes of one.  *)

LOCAL FirstStep(t) ==
    \/ /\ t = "A1"
       /\ \/ FreePorts(kernel) # {} /\ Does(t, MachPortAllocateStep(kernel, t, "A", "RECEIVE"))
          \/ \E n \in Destroyed   : Does(t, MachPortDestroyStep(kernel, t, "A", n))
          \/ \E n \in Deallocated : Does(t, MachPortDeallocateStep(kernel, t, "A", n))
          \/ \E n \in InsertedUnder, d \in Inserted :
                Does(t, MachPortInsertRightStep(kernel, t, "B", n, 1, d, "RPC"))
    \/ /\ t \in Senders
       /\ \E h \in Headers, w \in Waits :
            Does(t, CopyinHeaderStep(kernel, t,
                Header(h[1], h[2], h[3], h[4], 0, "NONE", IF t = "B1" THEN 2 ELSE 1, 24), w, NoReceive))
    \/ /\ t \in Receivers
       /\ Does(t, BeginReceiveStep(kernel, t, Receive(1, 40, FALSE, TrailerSize, "TIMED")))

ClaimInit == Init /\ actor = "kernel" /\ seen = Seen(kernel)

ClaimNext ==
    \E t \in Threads :
        \/ IsIdle(kernel, t) /\ FirstStep(t)
        \/ CanStep(kernel, t) /\ Does(t, Step(kernel, t))
        \/ /\ kernel.threads[t].at \in {"AwaitSlot", "AwaitMessage"}
           /\ Is(ThreadAbortStep(kernel, t)) \/ Is(ClockExpireStep(kernel, t))
           /\ actor' = "kernel" /\ seen' = Seen(kernel')

ClaimSpec == ClaimInit /\ [][ClaimNext]_vars

-----------------------------------------------------------------------------
(* Refinement.                                                              *)

Rights == INSTANCE PortRights WITH
    Ports <- PortIds, Kernel <- "kernel", alive <- seen.alive, receive <- seen.receive, send <- seen.send,
    sendOnce <- seen.sendOnce, counted <- seen.counted

Fifo == INSTANCE FifoDelivery WITH
    Ports <- PortIds, Nothing <- Nobodys, open <- seen.alive, offers <- seen.offers, queue <- seen.queue,
    hand <- seen.hand

Once == INSTANCE SendOnce WITH
    Ports <- PortIds, alive <- seen.alive, full <- seen.full, held <- seen.held, became <- seen.became

RefinesPortRights   == Rights!Spec
RefinesFifoDelivery == Fifo!Spec
RefinesSendOnce     == Once!Spec

(* Conjunct by conjunct, for mutants.                                       *)
SendRightsAreCounted     == Rights!SendRightsAreCounted
SendOnceRightsAreCounted == Rights!SendOnceRightsAreCounted
OneReceiver              == Rights!OneReceiver
SendRightsAreMadeByHolders       == [][Rights!SendRightsAreMadeByHolders]_vars
SendOnceRightsAreMadeByReceivers == [][Rights!SendOnceRightsAreMadeByReceivers]_vars
ReceiveRightsAreNotMade          == [][Rights!ReceiveRightsAreNotMade]_vars
TasksKeepTheirRights             == [][Rights!TasksKeepTheirRights]_vars
ClosedQueuesAreEmpty   == Fifo!ClosedQueuesAreEmpty
QueueKeepsOrder        == [][Fifo!QueueKeepsOrder]_vars
QueueAcceptsOffers     == [][Fifo!QueueAcceptsOffers]_vars
QueueGivesToHands      == [][Fifo!QueueGivesToHands]_vars
HandOffNeedsEmptyQueue == [][Fifo!HandOffNeedsEmptyQueue]_vars
RightsBecomeMessages   == [][Once!RightsBecomeMessages]_vars
MessagesUseRightsUp    == [][Once!MessagesUseRightsUp]_vars

-----------------------------------------------------------------------------
(* Invariants of the state.                                                 *)

StateTypeOK        == TypeOK(kernel)
SpacesAgree        == SpacesAgreeWithPorts(kernel)
WaitersListed      == WaitersAreListed(kernel)
MessagesCounted    == MessagesAreCounted(kernel)
NoReceiverStranded == NoReceiverIsStranded(kernel)
NoSenderStranded   == NoSenderIsStranded(kernel)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCGuarantees_xnu                              11384      54523     37     13.5
\*   MCGuarantees_classic                           8795      41755     32     10.8
=============================================================================

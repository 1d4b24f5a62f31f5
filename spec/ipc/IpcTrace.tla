------------------------------- MODULE IpcTrace -------------------------------
(****************************************************************************)
(* Recorded runs put to the model by TLC: how far does it answer as each of *)
(* them says?  The model answers every call in one way, so a run is one     *)
(* behaviour, and TLC tells where it ends: there is no verdict to invert.   *)
(*                                                                          *)
(* A run is [start, stepwise, exact, events]: the kernel before its first   *)
(* event, whether calls are single critical sections, whether what an event *)
(* says is all there is or what was seen, and the events.  An event is      *)
(* [call, says]; `says` has those of ret, out, woke, spaces, ports and      *)
(* threads that the run tells, in the numbers of the model.                 *)
(****************************************************************************)
EXTENDS IpcPerform, TLC

CONSTANT Runs

(* TLC keeps the value of a definition, and works out again at each look    *)
(* that of a constant which a definition takes the place of.                *)
LOCAL Kept == Runs

VARIABLES
    run,               \* which run
    at,                \* how many of its events the model has answered as it says
    kernel             \* the state of Mach's IPC after them

(* The fields that were seen are these.                                     *)
LOCAL Fits(exact, seen, have) ==
    /\ DOMAIN seen \subseteq DOMAIN have
    /\ exact => DOMAIN have \subseteq DOMAIN seen
    /\ \A field \in DOMAIN seen : seen[field] = have[field]

(* As Fits, of the other fields.                                            *)
LOCAL FitsBut(others, exact, seen, have) ==
    /\ DOMAIN seen \subseteq DOMAIN have
    /\ exact => DOMAIN have \subseteq DOMAIN seen
    /\ \A field \in DOMAIN seen \ others : seen[field] = have[field]

LOCAL Is(field, seen, Fit(_)) == field \in DOMAIN seen => Fit(seen[field])

LOCAL Each(seen, have, Fit(_, _)) ==
    Len(seen) = Len(have) /\ \A i \in 1..Len(seen) : Fit(seen[i], have[i])

(* The elements' field: each value once, and in all this set.               *)
LOCAL Lists(seen, field, all) ==
    Len(seen) = Cardinality(all) /\ {seen[i][field] : i \in 1..Len(seen)} = all

-----------------------------------------------------------------------------
(* Out-values.                                                              *)

(* A recording reads the size field of a message too large whether or not   *)
(* it was delivered.                                                        *)
LOCAL WithSizeField(out) ==
    IF "message" \in DOMAIN out /\ "size" \notin DOMAIN out THEN [size |-> out.message.size] @@ out ELSE out

LOCAL OutFits(exact, seen, out) ==
    IF seen = NoOut \/ out = NoOut THEN seen = out
    ELSE LET have == IF exact THEN out ELSE WithSizeField(out)
         IN /\ FitsBut({"message"}, exact, seen, have)
            /\ Is("message", seen, LAMBDA message : Fits(exact, message, have.message))

LOCAL EndFits(exact, seen, have) ==
    /\ seen.thread = have.thread
    /\ Is("ret", seen, LAMBDA ret : ret = have.ret)
    /\ Is("out", seen, LAMBDA out : OutFits(exact, out, have.out))

LOCAL OutcomeFits(exact, says, answer) ==
    /\ Is("ret", says, LAMBDA ret : ret = answer.ret)
    /\ Is("out", says, LAMBDA out : OutFits(exact, out, answer.out))
    /\ Is("woke", says, LAMBDA woke : Each(woke, answer.woke, LAMBDA s, h : EndFits(exact, s, h)))

-----------------------------------------------------------------------------
(* States.                                                                  *)


(* What a name denotes, as runs tell it: of a dead name no port.            *)
LOCAL ShownEntry(k, task, name) ==
    LET e == k.spaces[task][SlotOf(name)]
        shown == [name |-> name, type |-> e.type, userRefs |-> e.userRefs, request |-> e.request]
    IN IF e.type = "DEAD_NAME" THEN shown ELSE [port |-> e.port] @@ shown

LOCAL RequestFits(exact, seen, have) ==
    /\ FitsBut({"right"}, exact, seen, have)
    /\ Is("right", seen, LAMBDA right : Fits(exact, right, have.right))

LOCAL EntryFits(exact, seen, have) ==
    /\ FitsBut({"request"}, exact, seen, have)
    /\ Is("request", seen, LAMBDA request : RequestFits(exact, request, have.request))

LOCAL RequestsFit(exact, seen, have) ==
    /\ FitsBut({"noSenders", "portDestroyed", "abandoned"}, exact, seen, have)
    /\ Is("noSenders", seen, LAMBDA right : Fits(exact, right, have.noSenders))
    /\ Is("portDestroyed", seen, LAMBDA right : Fits(exact, right, have.portDestroyed))
    /\ Is("abandoned", seen, LAMBDA abandoned : Each(abandoned, have.abandoned, LAMBDA s, h : RequestFits(exact, s, h)))

(* The space of a task that has ended is not told of once it is empty.      *)
LOCAL IsShown(k, task) == ~IsDead(k, task) \/ NamesIn(k.spaces[task]) # {}

LOCAL SpaceFits(exact, seen, k) ==
    Is("entries", seen, LAMBDA entries :
        /\ Lists(entries, "name", NamesIn(k.spaces[seen.task]))
        /\ \A i \in 1..Len(entries) : EntryFits(exact, entries[i], ShownEntry(k, seen.task, entries[i].name)))

LOCAL MessageFits(exact, seen, have) ==
    /\ FitsBut({"destination", "reply"}, exact, seen, have)
    /\ Is("destination", seen, LAMBDA right : Fits(exact, right, have.destination))
    /\ Is("reply", seen, LAMBDA right : Fits(exact, right, have.reply))

(* A port as runs tell it: of a set who waits and whose messages come next; *)
(* whole runs do not speak of no sets, nor of no guard.                     *)
LOCAL ShownPort(exact, k, p) ==
    LET port == k.ports[p]
        told == IF port.kind = "PORT_SET" THEN {"kind", "receivers", "preposts"} ELSE DOMAIN port
        unsaid == IF exact THEN {field \in {"sets", "preposts"} : port[field] = <<>>} ELSE {}
        shown  == [port |-> p] @@ [field \in told \ unsaid |-> port[field]]
    IN IF exact \/ port.kind = "PORT_SET" THEN shown ELSE [guard |-> GuardOf(port)] @@ shown

(* A recording tells the sets that a port is in by their names, not in the  *)
(* order of joining; a port is in each once.                                *)
LOCAL SameElements(a, b) ==
    Len(a) = Len(b) /\ {a[i] : i \in 1..Len(a)} = {b[i] : i \in 1..Len(b)}

LOCAL PortFits(exact, seen, k) ==
    LET have == ShownPort(exact, k, seen.port) IN
    /\ FitsBut({"queue", "requests", "sets"}, exact, seen, have)
    /\ Is("sets", seen, LAMBDA sets : IF exact THEN sets = have.sets ELSE SameElements(sets, have.sets))
    /\ Is("requests", seen, LAMBDA requests : RequestsFit(exact, requests, have.requests))
    /\ Is("queue", seen, LAMBDA queue : Each(queue, have.queue, LAMBDA s, h : MessageFits(exact, s, h)))

LOCAL PortsFit(exact, ports, k) ==
    LET there == {p \in DOMAIN k.ports : k.ports[p].kind # "NONE"}
        seen == {ports[i].port : i \in 1..Len(ports)}
    IN /\ Len(ports) = Cardinality(seen)
       /\ seen \subseteq there
       /\ exact => there \subseteq seen
       /\ \A i \in 1..Len(ports) : PortFits(exact, ports[i], k)

(* Runs tell of a thread what it will answer, and not by which clause.      *)
LOCAL WithoutClause(continuation) ==
    [field \in DOMAIN continuation \ {"clause"} |-> continuation[field]]

LOCAL ContinuationFits(exact, seen, have) ==
    /\ FitsBut({"message", "right", "then"}, exact, seen, have)
    /\ Is("message", seen, LAMBDA message : MessageFits(exact, message, have.message))
    /\ Is("right", seen, LAMBDA right : Fits(exact, right, have.right))
    /\ Is("then", seen, LAMBDA then : Fits(exact, then, WithoutClause(have.then)))

LOCAL ThreadFits(exact, seen, have) ==
    IF ~exact /\ seen.continuation.at = "blocked" THEN have.at \in {"AwaitSlot", "AwaitMessage"}
    ELSE ContinuationFits(exact, seen.continuation, WithoutClause(have))

LOCAL ThreadsFit(exact, threads, k) ==
    /\ \A t \in Threads : IsIdle(k, t) \/ \E i \in 1..Len(threads) : threads[i].thread = t
    /\ \A i \in 1..Len(threads) : ThreadFits(exact, threads[i], k.threads[threads[i].thread])

LOCAL StateFits(exact, says, k) ==
    /\ Is("spaces", says, LAMBDA spaces :
           Lists(spaces, "task", {task \in Tasks : IsShown(k, task)}) /\ \A i \in 1..Len(spaces) : SpaceFits(exact, spaces[i], k))
    /\ Is("ports", says, LAMBDA ports : PortsFit(exact, ports, k))
    /\ Is("threads", says, LAMBDA threads : ThreadsFit(exact, threads, k))

-----------------------------------------------------------------------------
Init == run \in 1..Len(Kept) /\ at = 0 /\ kernel = Kept[run].start

LOCAL AnswerTo(call) == IF Kept[run].stepwise THEN PerformStep(kernel, call) ELSE Perform(kernel, call)

(* A code that was not seen leaves open what else there was.                *)
LOCAL Agrees(says, answer) ==
    LET exact == Kept[run].exact IN
    /\ answer.ret # "UNABLE"
    /\ OutcomeFits(exact /\ "ret" \in DOMAIN says, says, answer)
    /\ StateFits(exact, says, answer.kernel)

(* The run ends here, or what it says next is not so.                       *)
LOCAL ComesTo == PrintT(<<"came to", run, at>>) /\ FALSE

Next ==
    IF at = Len(Kept[run].events) THEN ComesTo /\ UNCHANGED <<run, at, kernel>>
    ELSE LET event == Kept[run].events[at + 1]
             answer == AnswerTo(event.call)
         IN IF ~Agrees(event.says, answer) THEN ComesTo /\ UNCHANGED <<run, at, kernel>>
            ELSE at' = at + 1 /\ kernel' = answer.kernel /\ run' = run
=============================================================================

---------------------------- MODULE ExceptionTypes -----------------------------
(****************************************************************************)
(* The values that Mach's exceptions speak of: types, masks, behaviours,    *)
(* the forms of requests and of their replies.  Numbers are Mach's own.     *)
(****************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

EXC_BAD_ACCESS     == 1
EXC_BAD_INSTRUCTION == 2
EXC_ARITHMETIC     == 3
EXC_CRASH          == 10
EXC_RESOURCE       == 11
EXC_GUARD          == 12
EXC_CORPSE_NOTIFY  == 13

(* A mask is a set of types.  Slot 0 of a table is illegal, and there are   *)
(* fourteen.                                                                *)
AcceptedTypes == 1..13

(* Those that the kernel raises on a thread's behalf: whoever raised one is *)
(* told the result.                                                         *)
IsTold(type) == type \in {EXC_CRASH, EXC_RESOURCE, EXC_GUARD, EXC_CORPSE_NOTIFY}

EXCEPTION_DEFAULT                  == 1
EXCEPTION_STATE                    == 2
EXCEPTION_STATE_IDENTITY           == 3
EXCEPTION_IDENTITY_PROTECTED       == 4
EXCEPTION_STATE_IDENTITY_PROTECTED == 5

(* The request has the registers, and its reply new ones.                   *)
HasState(behavior) ==
    behavior \in {EXCEPTION_STATE, EXCEPTION_STATE_IDENTITY, EXCEPTION_STATE_IDENTITY_PROTECTED}

(* The request has rights for the thread and its task.                      *)
HasIdentity(behavior) == behavior \in {EXCEPTION_DEFAULT, EXCEPTION_STATE_IDENTITY}

(* Ports of slots: an identity, or one of these.                            *)
NullPort == -1
DeadPort == 0

(* Codes are 64 bits wide, in two halves; without MACH_EXCEPTION_CODES only *)
(* the low half is told.                                                    *)
Code(high, low) == [high |-> high, low |-> low]
Truncated(code) == [code EXCEPT !.high = 0]

(* Flavors of state, by number, and how many words each has.                *)
THREAD_STATE_NONE == 0
StateWords    == [flavor \in {1, 2} |-> IF flavor = 1 THEN 4 ELSE 2]
IsFlavor(f)   == f \in DOMAIN StateWords

-----------------------------------------------------------------------------
(* Forms of requests, by behaviour and width of codes; of replies.          *)
(*   Clauses  exceptions.request.1 - exceptions.request.5                   *)
RequestId(behavior, codes) ==
    CASE behavior = EXCEPTION_IDENTITY_PROTECTED       -> 2408
      [] behavior = EXCEPTION_STATE_IDENTITY_PROTECTED -> 2410
      [] OTHER                                         -> (IF codes THEN 2404 ELSE 2400) + behavior

(* Two rights are 24 bytes, a code 4 or 8, and so is a thread's number.     *)
RequestSize(behavior, codes, words) ==
    LET wide == IF codes THEN 8 ELSE 0
    IN CASE behavior = EXCEPTION_DEFAULT        -> 76 + wide
         [] behavior = EXCEPTION_STATE          -> 56 + wide + 4 * words
         [] behavior = EXCEPTION_STATE_IDENTITY -> 84 + wide + 4 * words
         [] behavior = EXCEPTION_IDENTITY_PROTECTED       -> 80
         [] behavior = EXCEPTION_STATE_IDENTITY_PROTECTED -> 88 + 4 * words

(* Where there is one request only.                                         *)
SingleRequestId   == 2400
SingleRequestSize == 64
SingleReplySize   == 32

ReplyId(id) == id + 100

(* An error alone is as long as a reply without state.                      *)
ErrorReplySize                == 36
ReplySize(behavior, words)    == IF HasState(behavior) THEN 44 + 4 * words ELSE ErrorReplySize

MACH_NOTIFY_SEND_ONCE == 71
=============================================================================

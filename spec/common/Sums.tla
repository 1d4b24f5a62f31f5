-------------------------------- MODULE Sums --------------------------------
(****************************************************************************)
(* Sums of numbers that a function has.                                     *)
(****************************************************************************)
EXTENDS Integers

(* Of of[x] over all x of a finite set.                                     *)
RECURSIVE Sum(_, _)
Sum(of, over) == IF over = {} THEN 0 ELSE LET x == CHOOSE x \in over : TRUE IN of[x] + Sum(of, over \ {x})
=============================================================================

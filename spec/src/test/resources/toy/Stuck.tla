---- MODULE Stuck ----
EXTENDS Naturals, TLC
CONSTANT Bad
VARIABLE x
ASSUME Bad < 3
Init == x = 0
Next == x < 3 /\ x' = IF Bad = 1 /\ x = 2 THEN x + "a" ELSE x + 1
Spec == Init /\ [][Next]_x
====

---- MODULE BadCharacter ----
EXTENDS Naturals
VARIABLE x
Init == x = 0 ? 3
====

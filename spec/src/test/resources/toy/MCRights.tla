---- MODULE MCRights ----
EXTENDS Rights
Abstract == INSTANCE Silent WITH count <- Len(queue["p1"])
OnlyCounts == Abstract!Spec
====

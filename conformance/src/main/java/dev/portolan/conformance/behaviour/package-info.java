/** Behaviours of one model written as traces: the shortest to a goal, a random walk, or the one that breaks a claim. */
package dev.portolan.conformance.behaviour;

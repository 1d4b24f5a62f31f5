package dev.portolan.conformance.behaviour;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One line that a child prints which writes behaviours.
 *
 * @param done edges explored or steps walked so far, or null
 * @param report the end, or null
 * @param error what is wrong with the input, or null
 * @param failure why it could not run, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BehaviourMessage(Long done, BehaviourReport report, String error, String failure) {}

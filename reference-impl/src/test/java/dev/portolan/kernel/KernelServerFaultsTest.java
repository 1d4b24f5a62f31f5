package dev.portolan.kernel;

import java.util.List;

/** Faults planted in how requests to the kernel are read, performed and answered, each found by the test that is there for it. */
class KernelServerFaultsTest extends KernelFaultsTestCase {

    private static final List<KernelFault> FAULTS = List.of(
            new KernelFault(
                    "a reply with the id of its request",
                    "kern/KernelReply.java",
                    "ID_STEP = 100;",
                    "ID_STEP = 0;",
                    "KernelServerTest#aReplyHasTheIdOfItsRequestAndAHundred"),
            new KernelFault(
                    "a request that is performed whatever its size",
                    "kern/KernelServer.java",
                    "return hasSize ? arguments.with(region == null ? List.of() : region.words()) : null;",
                    "return arguments == null ? new MigArguments(List.of(), List.of(), List.of()) : arguments;",
                    "KernelServerTest#argumentsThatAreNotThoseOfTheRoutineAreBad"),
            new KernelFault(
                    "a routine for any kind of object",
                    "kern/KernelRoutine.java",
                    "|| !of.kinds.contains(KernelObject.kindOf(port))",
                    "|| of == null",
                    "KernelServerTest#aRoutineOfAnotherKindOfObjectFindsNone"),
            new KernelFault(
                    "a right that a refused request keeps",
                    "kern/KernelServer.java",
                    "rights(message).forEach(thread.doomed()::add);",
                    "",
                    "KernelServerTest#aRefusedRequestGivesUpItsRights"),
            new KernelFault(
                    "a null right that is taken for one",
                    "kern/CallRights.java",
                    "if (right.port() == PortReference.Invalid.IP_NULL) {",
                    "if (right.isNone()) {",
                    "CallsByMessageTest#aRequestOfXnusIsTheCall"),
            new KernelFault(
                    "two swapped routines",
                    "abi/MigSubsystem.java",
                    "            thread_resume thread_abort thread_abort_safely",
                    "            thread_abort thread_resume thread_abort_safely",
                    "CallsByMessageTest#aRequestOfXnusIsTheCall"),
            new KernelFault(
                    "a bootstrap port that is not given",
                    "kern/CallRights.java",
                    "request.carry(right);",
                    "",
                    "KernelServerLayoutTest#aReplyOfOneRightHasNoCodeInXnu"),
            new KernelFault(
                    "registers that are told without their number",
                    "abi/MigForm.java",
                    "            if (array != null) {\n                addCounted(body, array);",
                    "            if (array != null) {\n                array.forEach(word -> body.add(Integer.toUnsignedLong(word)));",
                    "KernelServerLayoutTest#registersAreCounted"),
            new KernelFault(
                    "an array whose number nobody compares",
                    "abi/MigForm.java",
                    "return body.get(arrayAt) == array.size() &&",
                    "return body.get(arrayAt) >= 0 &&",
                    "KernelServerLayoutTest#aCountThatIsNotTheArraysIsBad"),
            new KernelFault(
                    "a reply before the target has stopped",
                    "kern/KernelServer.java",
                    "        if (step instanceof Step.Done done) {\n            return replied",
                    "        if (step == Step.Block.BLOCK) {\n            return replied(thread, request, CallResult.KERN_SUCCESS);\n        }\n        if (step instanceof Step.Done done) {\n            return replied",
                    "KernelServerTest#whoWaitsForATargetToStopIsAnsweredWhenItHas"),
            new KernelFault(
                    "a place that is not counted where a routine is no more",
                    "abi/MigSubsystem.java",
                    "mach_port_mod_refs -- mach_port_set_qlimit",
                    "mach_port_mod_refs mach_port_set_qlimit",
                    "MigSubsystemTest#anIdIsThatOfItsPlace"),
            new KernelFault(
                    "a reply that is queued at a port of the kernel's",
                    "kern/KernelServer.java",
                    " && !serves(port) && !reply.isCircular()",
                    " && !reply.isCircular()",
                    "MigRulesTest#aReplyToAPortOfTheKernelsIsGivenUp"),
            new KernelFault(
                    "a receive right that no reply takes anywhere",
                    "ipc/KernelPorts.java",
                    "carried.sendOnItsWay(to);",
                    "carried.receiver();",
                    "StubsAndCallsTest#aStubOfXnusTellsWhatItsCallTells"),
            new KernelFault(
                    "a reply that goes back to who did not send it",
                    "kern/KernelServer.java",
                    "return message.passage() == Passage.Plain.REPLIES",
                    "return message.id() < 0",
                    "MigRulesTest#aReplyToAFullPortOfWhoDoesNotWaitIsGivenUp"),
            new KernelFault(
                    "a reply over the limit where it should wait",
                    "kern/KernelServer.java",
                    "&& !reply.passesQueueLimit();",
                    "&& reply.id() < 0;",
                    "MigRulesTest#aReplyToAFullPortWaitsWithItsCaller"),
            new KernelFault(
                    "a right of any kind for a send right",
                    "kern/KernelServer.java",
                    "case SEND -> type == NakedRight.Type.SEND;",
                    "case SEND -> true;",
                    "MigRulesTest#aRightOfAnotherKindIsRefusedAndGivenUp"),
            new KernelFault(
                    "a right that a task which has ended keeps",
                    "kern/PortRoutines.java",
                    "        public boolean bringsRight() {\n            return true;",
                    "        public boolean bringsRight() {\n            return false;",
                    "MigRulesTest#aRightForATaskThatHasEndedIsGivenUp"),
            new KernelFault(
                    "a host that anybody may change",
                    "kern/KernelRoutine.java",
                    "HOST_PRIV(KernReturn.KERN_INVALID_ARGUMENT, KernelObject.Kind.HOST_PRIV);",
                    "HOST_PRIV(KernReturn.KERN_INVALID_ARGUMENT, KernelObject.Kind.HOST, KernelObject.Kind.HOST_PRIV);",
                    "MigRulesTest#thePortOfTheHostLetsNobodyChangeIt"),
            new KernelFault(
                    "a right of the request before that gets no place in the reply",
                    "kern/RequestCall.java",
                    "message.carry(answer.previous());",
                    "thread.doomed().add(answer.previous());",
                    "StubsAndCallsTest#aStubOfXnusTellsWhatItsCallTells"),
            new KernelFault(
                    "names out of line whose number is that of one more",
                    "kern/KernelReply.java",
                    "tellCount(contents.size());",
                    "tellCount(contents.size() + 1);",
                    "StubsAndCallsTest#aStubOfXnusTellsWhatItsCallTells"),
            new KernelFault(
                    "a stub that takes any message for its reply",
                    "user/MigClient.java",
                    "if (reply.id() != id + ID_STEP) {",
                    "if (reply.id() == 0) {",
                    "MigRulesTest#aReplyThatIsNoneOfTheRequestIsNone"),
            new KernelFault(
                    "an array that is sent whatever its size",
                    "user/MigClient.java",
                    "if (array.size() > shape.arrayMax()) {",
                    "if (array == null) {",
                    "MigRulesTest#anArrayThatIsTooLargeIsNotSent"));

    KernelServerFaultsTest() {
        super(FAULTS);
    }
}

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
                    "return hasSize ? arguments : null;",
                    "return arguments == null ? new MigArguments(List.of(), List.of()) : arguments;",
                    "KernelServerTest#argumentsThatAreNotThoseOfTheRoutineAreBad"),
            new KernelFault(
                    "a routine for any kind of object",
                    "kern/KernelRoutine.java",
                    "|| KernelObject.kindOf(port) != kind",
                    "|| kind == null",
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
                    "kern/KernelRoutine.java",
                    "routines.put(3606, thread(",
                    "routines.put(3609, thread(",
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
                    "return body.get(arrayAt) == array.size() ?",
                    "return body.get(arrayAt) >= 0 ?",
                    "KernelServerLayoutTest#aCountThatIsNotTheArraysIsBad"),
            new KernelFault(
                    "a reply before the target has stopped",
                    "kern/KernelServer.java",
                    "        if (step instanceof Step.Done done) {\n            return replied",
                    "        if (step == Step.Block.BLOCK) {\n            return replied(thread, request, CallResult.KERN_SUCCESS);\n        }\n        if (step instanceof Step.Done done) {\n            return replied",
                    "KernelServerTest#whoWaitsForATargetToStopIsAnsweredWhenItHas"));

    KernelServerFaultsTest() {
        super(FAULTS);
    }
}

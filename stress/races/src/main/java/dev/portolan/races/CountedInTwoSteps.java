package dev.portolan.races;

/** The fault of reading a count, and writing it then: what another counted in between is lost. */
abstract class CountedInTwoSteps {

    private volatile int count;

    CountedInTwoSteps(int count) {
        this.count = count;
    }

    final void add(int difference) {
        count = count + difference;
    }

    final int count() {
        return count;
    }
}

package org.sluice.benchmarks.process;

/** The other side of a {@link Talk}: does what it is asked. */
interface Answering {

    /** Cpu time of this process so far, in nanoseconds. */
    String CPU = "cpu";

    /** Used heap after garbage collection, in bytes. */
    String HEAP = "heap";

    /**
     * Answers one question.
     *
     * @param question one line
     * @return one line
     * @throws Exception whatever went wrong, which the one who asked is told
     */
    String answer(String question) throws Exception;
}

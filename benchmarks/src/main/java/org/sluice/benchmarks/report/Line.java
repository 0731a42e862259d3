package org.sluice.benchmarks.report;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * What the rounds of a peer come to.
 *
 * @param peer whose
 * @param median of its rounds
 * @param least of its rounds
 * @param most of its rounds
 * @param spread in percent of the median
 * @param ratio ours divided by its value, round by round; empty where no round has both
 */
record Line(Named peer, double median, double least, double most, double spread, OptionalDouble ratio) {

    static Line of(Named peer, Map<Integer, Double> ours, Map<Integer, Double> theirs) {
        double[] values = array(theirs, theirs);
        double[] shared = array(theirs, ours);
        return new Line(
                peer,
                Statistics.median(values),
                Statistics.least(values),
                Statistics.most(values),
                Statistics.spread(values),
                shared.length == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Statistics.ratio(array(ours, theirs), shared)));
    }

    /** The values of the rounds that the other has too. */
    private static double[] array(Map<Integer, Double> of, Map<Integer, Double> also) {
        return of.entrySet().stream()
                .filter(round -> also.containsKey(round.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .toArray();
    }
}

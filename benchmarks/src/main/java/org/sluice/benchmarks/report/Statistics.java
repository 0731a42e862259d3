package org.sluice.benchmarks.report;

import java.util.Arrays;

/** The few figures that describe the rounds of a run. Pure functions of values that are there; none is made up where none are. */
public final class Statistics {

    private static final double HUNDRED = 100;

    private Statistics() {}

    /**
     * The middle value, or the mean of the two in the middle.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static double median(double... values) {
        double[] sorted = sorted(values);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The lowest. */
    public static double least(double... values) {
        return sorted(values)[0];
    }

    /** The highest. */
    public static double most(double... values) {
        double[] sorted = sorted(values);
        return sorted[sorted.length - 1];
    }

    /** From the lowest to the highest value, in percent of the median; 0 where that is 0. */
    public static double spread(double... values) {
        double median = median(values);
        return median == 0 ? 0 : HUNDRED * (most(values) - least(values)) / median;
    }

    /**
     * The median of the ratios of each round, which is steadier than the ratio of medians: what disturbs a round disturbs both.
     *
     * @param ours one value a round
     * @param theirs of the same rounds
     * @throws IllegalArgumentException if they are not equally many
     */
    public static double ratio(double[] ours, double[] theirs) {
        if (ours.length != theirs.length) {
            throw new IllegalArgumentException(ours.length + " and " + theirs.length + " rounds");
        }
        double[] ratios = new double[ours.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = ours[i] / theirs[i];
        }
        return median(ratios);
    }

    /**
     * The smallest of the values that at least so many percent do not exceed (nearest rank).
     *
     * @param sorted in ascending order
     * @param percent above 0, at most 100
     */
    public static double percentile(double[] sorted, double percent) {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        int rank = (int) Math.ceil(percent / HUNDRED * sorted.length);
        return sorted[Math.max(1, rank) - 1];
    }

    private static double[] sorted(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}

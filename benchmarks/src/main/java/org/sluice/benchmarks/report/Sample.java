package org.sluice.benchmarks.report;

/**
 * One value of one round.
 *
 * @param workload its id
 * @param metric what was measured
 * @param peer its id
 * @param round from 0
 * @param value in the metric's unit
 */
public record Sample(String workload, Metric metric, String peer, int round, double value) {}

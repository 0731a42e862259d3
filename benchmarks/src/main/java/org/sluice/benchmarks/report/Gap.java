package org.sluice.benchmarks.report;

/**
 * A peer that has no values for a workload.
 *
 * @param workload its id
 * @param peer its id
 * @param reason why, for people
 * @param failed whether it took part and failed, and did not only stay out
 */
public record Gap(String workload, String peer, String reason, boolean failed) {}

package org.sluice.benchmarks.report;

/**
 * Something with a name for files and one for people.
 *
 * @param id short, without blanks
 * @param title for people
 */
public record Named(String id, String title) {}

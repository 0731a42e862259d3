package org.sluice.api;

/**
 * Estimated bandwidth of a connection, as the model's {@code BandwidthStatistics} has it. The instability is the mean deviation of
 * what was measured from the estimate; a small one means an estimate to rely on.
 *
 * @param outboundBitsPerSecond estimate for sending, in bits per second; 0 while unknown
 * @param inboundBitsPerSecond estimate for receiving, in bits per second; 0 while unknown
 * @param outboundBitsPerSecondInstability estimated variation of the outbound value, in bits per second
 * @param inboundBitsPerSecondInstability estimated variation of the inbound value, in bits per second
 */
public record BandwidthStatistics(
        long outboundBitsPerSecond,
        long inboundBitsPerSecond,
        long outboundBitsPerSecondInstability,
        long inboundBitsPerSecondInstability) {}

package org.sluice.api;

/**
 * Estimated bandwidth of a connection.
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

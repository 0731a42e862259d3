package org.sluice.api;

/** What the errors of a server's certificate came to. */
public enum CertificateErrorSeverity {
    /** There was none, or nothing is known of a certificate. */
    NONE,
    /** All that there were had been declared ignorable. */
    IGNORABLE,
    /** At least one had not, and failed the connect. */
    FATAL
}

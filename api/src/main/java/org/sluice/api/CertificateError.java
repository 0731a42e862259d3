package org.sluice.api;

/** What can be wrong with a server's certificate and may, each by itself, be declared ignorable. */
public enum CertificateError {
    /** No trusted root signed the chain. */
    UNTRUSTED,
    /** The certificate is past its end or before its start. */
    EXPIRED,
    /** The certificate does not name the host. */
    NAME_MISMATCH,
    /** An intermediate certificate is missing. */
    INCOMPLETE_CHAIN,
    /** Whether it was revoked could not be found out. */
    REVOCATION_UNKNOWN,
    /** The certificate may not be used for a server. */
    WRONG_USAGE,
    /** Anything else that makes it invalid. */
    INVALID
}

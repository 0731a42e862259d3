package org.sluice.api;

/** What can be wrong with a server's certificate and may, each by itself, be declared ignorable. */
public enum CertificateError {
    /** The root at the end of the chain is not trusted. */
    UNTRUSTED,
    /** The certificate signed itself, and is not trusted. */
    SELF_SIGNED,
    /** The certificate, or one it depends on, is past its end. */
    EXPIRED,
    /** The certificate, or one it depends on, is before its start. */
    NOT_YET_VALID,
    /** The certificate does not name the host. */
    NAME_MISMATCH,
    /** The chain leads to no root: an intermediate certificate is missing, or a root that is neither sent nor trusted. */
    INCOMPLETE_CHAIN,
    /** The certificate, or one it depends on, was revoked. */
    REVOKED,
    /** Whether it was revoked could not be found out. */
    REVOCATION_UNKNOWN,
    /** The certificate may not be used for a server. */
    WRONG_USAGE,
    /** Anything else that makes it invalid. */
    INVALID
}

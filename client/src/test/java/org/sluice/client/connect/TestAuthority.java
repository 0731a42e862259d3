package org.sluice.client.connect;

import java.math.BigInteger;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.X509ObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate authority of a test, and what it issues. */
final class TestAuthority {

    static final char[] PASSWORD = "changeit".toCharArray();
    private static final AtomicLong SERIAL = new AtomicLong(System.nanoTime());

    final KeyPair keys = newKeys();
    final X509Certificate root;
    private final X500Name name;

    /** Keys with their chain, the own certificate first. */
    record Identity(KeyPair keys, List<X509Certificate> chain) {

        KeyStore store() throws Exception {
            // The old type, as it takes chains that do not hang together.
            KeyStore store = KeyStore.getInstance("JKS");
            store.load(null, null);
            store.setKeyEntry("key", keys.getPrivate(), PASSWORD, chain.toArray(Certificate[]::new));
            return store;
        }

        SSLContext server(KeyStore clientRoots) throws Exception {
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store(), PASSWORD);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(clientRoots);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        }
    }

    /** What is special about a certificate; the last two are where it says its revocation is told, by list or by OCSP. */
    record Template(
            String host,
            Duration from,
            Duration to,
            KeyPurposeId usage,
            boolean withRoot,
            @Nullable URI list,
            @Nullable URI responder) {

        static final Template GOOD = new Template(
                "localhost",
                Duration.ofHours(-1),
                Duration.ofHours(1),
                KeyPurposeId.id_kp_serverAuth,
                true,
                null,
                null);

        Template host(String other) {
            return new Template(other, from, to, usage, withRoot, list, responder);
        }

        Template expired() {
            return new Template(host, Duration.ofDays(-2), Duration.ofDays(-1), usage, withRoot, list, responder);
        }

        Template notYetValid() {
            return new Template(host, Duration.ofDays(1), Duration.ofDays(2), usage, withRoot, list, responder);
        }

        Template usage(KeyPurposeId other) {
            return new Template(host, from, to, other, withRoot, list, responder);
        }

        Template withoutRoot() {
            return new Template(host, from, to, usage, false, list, responder);
        }

        Template listedAt(URI where) {
            return new Template(host, from, to, usage, withRoot, where, responder);
        }

        Template answeredAt(URI where) {
            return new Template(host, from, to, usage, withRoot, list, where);
        }
    }

    TestAuthority(String name) throws Exception {
        this.name = new X500Name("CN=" + name);
        JcaX509v3CertificateBuilder builder = builder(this.name, keys, this.name, Template.GOOD);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        root = signed(builder, keys);
    }

    KeyStore trust() throws Exception {
        KeyStore store = emptyStore();
        store.setCertificateEntry("root", root);
        return store;
    }

    Identity issue(Template template) throws Exception {
        KeyPair own = newKeys();
        X509Certificate certificate = signed(leaf(new X500Name("CN=" + template.host()), own, name, template), keys);
        List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
        if (template.withRoot()) {
            chain.add(root);
        }
        return new Identity(own, chain);
    }

    static Identity selfSigned(Template template) throws Exception {
        KeyPair own = newKeys();
        X500Name self = new X500Name("CN=" + template.host());
        return new Identity(own, List.of(signed(leaf(self, own, self, template), own)));
    }

    private static JcaX509v3CertificateBuilder leaf(X500Name subject, KeyPair own, X500Name issuer, Template template)
            throws Exception {
        JcaX509v3CertificateBuilder builder = builder(subject, own, issuer, template);
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, template.host())));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(template.usage()));
        if (template.list() != null) {
            DistributionPointName where = new DistributionPointName(new GeneralNames(uri(template.list())));
            builder.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
                new DistributionPoint(where, null, null)
            }));
        }
        if (template.responder() != null) {
            builder.addExtension(
                    Extension.authorityInfoAccess,
                    false,
                    new AuthorityInformationAccess(X509ObjectIdentifiers.ocspAccessMethod, uri(template.responder())));
        }
        return builder;
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name subject, KeyPair own, X500Name issuer, Template template) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(SERIAL.incrementAndGet()),
                Date.from(now.plus(template.from())),
                Date.from(now.plus(template.to())),
                subject,
                own.getPublic());
    }

    private static GeneralName uri(URI uri) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, uri.toString());
    }

    /** Signs with the authority's key. */
    ContentSigner signer() throws OperatorCreationException {
        return new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
    }

    X500Name name() {
        return name;
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, KeyPair by) throws Exception {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate())));
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyStore emptyStore() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}

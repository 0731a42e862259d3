package org.sluice.it;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate authority of one test, the servers that it signs, and the list of what it signed and took back. */
final class TestRoot {

    /** Of the stores that it writes. */
    static final String PASSWORD = "changeit";

    private static final AtomicLong SERIAL = new AtomicLong(System.nanoTime());

    private final KeyPair keys = newKeys();
    private final X500Name name;
    private final X509Certificate certificate;
    private final List<BigInteger> signed = new CopyOnWriteArrayList<>();

    /** What a server's certificate says, and whether the root is sent along; the list is where its revocation is told. */
    record Leaf(
            String host,
            Duration from,
            Duration to,
            KeyPurposeId usage,
            boolean withRoot,
            @Nullable URI list) {

        static final Leaf GOOD = new Leaf(
                "localhost", Duration.ofHours(-1), Duration.ofHours(1), KeyPurposeId.id_kp_serverAuth, true, null);

        Leaf host(String other) {
            return new Leaf(other, from, to, usage, withRoot, list);
        }

        Leaf valid(Duration since, Duration until) {
            return new Leaf(host, since, until, usage, withRoot, list);
        }

        Leaf usage(KeyPurposeId other) {
            return new Leaf(host, from, to, other, withRoot, list);
        }

        Leaf withoutRoot() {
            return new Leaf(host, from, to, usage, false, list);
        }

        Leaf listedAt(URI where) {
            return new Leaf(host, from, to, usage, withRoot, where);
        }
    }

    TestRoot(String commonName) throws Exception {
        name = new X500Name("CN=" + commonName);
        JcaX509v3CertificateBuilder builder = builder(name, keys, name, Leaf.GOOD);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        certificate = sign(builder, keys);
    }

    /** What somebody has who trusts it, and nobody else. */
    KeyStore trust() throws Exception {
        KeyStore store = emptyStore();
        store.setCertificateEntry("root", certificate);
        return store;
    }

    /** Writes {@link #trust} for another process. */
    void trustIn(Path file) throws Exception {
        try (OutputStream out = Files.newOutputStream(file)) {
            trust().store(out, PASSWORD.toCharArray());
        }
    }

    /** Listens on loopback with a certificate signed by this root. */
    ServerSocket listen(Leaf leaf) throws Exception {
        return listen(server(leaf));
    }

    /** What a server has whose certificate is signed by this root. */
    SSLContext server(Leaf leaf) throws Exception {
        KeyPair own = newKeys();
        X509Certificate server = sign(server(new X500Name("CN=" + leaf.host()), own, name, leaf), keys);
        signed.add(server.getSerialNumber());
        List<X509Certificate> chain = new ArrayList<>(List.of(server));
        if (leaf.withRoot()) {
            chain.add(certificate);
        }
        return context(own, chain);
    }

    /** Listens with a certificate that signed itself. */
    static ServerSocket listenSelfSigned() throws Exception {
        KeyPair own = newKeys();
        X500Name self = new X500Name("CN=localhost");
        return listen(context(own, List.of(sign(server(self, own, self, Leaf.GOOD), own))));
    }

    private static ServerSocket listen(SSLContext context) throws IOException {
        return context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static SSLContext context(KeyPair own, List<X509Certificate> chain) throws Exception {
        KeyStore store = emptyStore();
        store.setKeyEntry("server", own.getPrivate(), PASSWORD.toCharArray(), chain.toArray(Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /**
     * A list on which all is that it signed so far (RFC 5280, 5), taken back five minutes ago: the list is made while
     * the check runs, and the JDK does not take a certificate for revoked that is taken back after the check began.
     */
    byte[] revokingAll() throws Exception {
        Date then = Date.from(Instant.now().minus(Duration.ofMinutes(5)));
        X509v2CRLBuilder list = new X509v2CRLBuilder(name, then);
        list.setNextUpdate(Date.from(Instant.now().plus(Duration.ofHours(1))));
        signed.forEach(serial -> list.addCRLEntry(serial, then, CRLReason.keyCompromise));
        return list.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                .getEncoded();
    }

    private static JcaX509v3CertificateBuilder server(X500Name subject, KeyPair own, X500Name issuer, Leaf leaf)
            throws IOException {
        JcaX509v3CertificateBuilder builder = builder(subject, own, issuer, leaf);
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, leaf.host())));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(leaf.usage()));
        URI list = leaf.list();
        if (list != null) {
            GeneralName where = new GeneralName(GeneralName.uniformResourceIdentifier, list.toString());
            DistributionPoint point =
                    new DistributionPoint(new DistributionPointName(new GeneralNames(where)), null, null);
            builder.addExtension(
                    Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {point}));
        }
        return builder;
    }

    private static JcaX509v3CertificateBuilder builder(X500Name subject, KeyPair own, X500Name issuer, Leaf leaf) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(SERIAL.incrementAndGet()),
                Date.from(now.plus(leaf.from())),
                Date.from(now.plus(leaf.to())),
                subject,
                own.getPublic());
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, KeyPair by) throws Exception {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate())));
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static KeyStore emptyStore() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}

package org.sluice.client.connect;

import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.OperatorCreationException;

/** Tells over HTTP which certificates an authority took back: by list (RFC 5280, 5) and by OCSP (RFC 6960). */
final class Revocations implements AutoCloseable {

    /** What was asked for: {@code list} or {@code ocsp}. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final Set<BigInteger> revoked = ConcurrentHashMap.newKeySet();
    private final TestAuthority authority;
    private final Peer server;

    Revocations(TestAuthority authority) throws IOException {
        this.authority = authority;
        server = Peer.running(this::answer);
    }

    private void answer(Socket socket) throws IOException {
        Peer.Request request = Peer.request(socket);
        String path = request.line().split(" ", -1)[1];
        boolean list = path.equals("/list");
        asked.add(list ? "list" : "ocsp");
        byte[] body = list ? list() : responses(question(socket, request, path));
        Peer.write(
                socket,
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + body.length + "\r\n\r\n"
                        + new String(body, StandardCharsets.ISO_8859_1));
    }

    URI uri(String what) {
        return URI.create("http://127.0.0.1:" + server.port() + "/" + what);
    }

    void revoke(X509Certificate certificate) {
        revoked.add(certificate.getSerialNumber());
    }

    private byte[] list() throws IOException {
        try {
            return signedList();
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] signedList() throws OperatorCreationException, IOException {
        Instant now = Instant.now();
        X509v2CRLBuilder list = new X509v2CRLBuilder(authority.name(), Date.from(now.minus(Duration.ofMinutes(5))));
        list.setNextUpdate(Date.from(now.plus(Duration.ofHours(1))));
        Date taken = before(now);
        revoked.forEach(serial -> list.addCRLEntry(serial, taken, CRLReason.keyCompromise));
        return list.build(authority.signer()).getEncoded();
    }

    /** In the body, or in the path where it is short (RFC 6960, A.1). */
    private static OCSPReq question(Socket socket, Peer.Request request, String path) throws IOException {
        if (request.line().startsWith("POST ")) {
            int length = Integer.parseInt(request.header("Content-Length"));
            return new OCSPReq(socket.getInputStream().readNBytes(length));
        }
        String encoded = URLDecoder.decode(path.substring("/ocsp/".length()), StandardCharsets.US_ASCII);
        return new OCSPReq(Base64.getMimeDecoder().decode(encoded));
    }

    private byte[] responses(OCSPReq request) throws IOException {
        try {
            return signedResponses(request);
        } catch (GeneralSecurityException | OCSPException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] signedResponses(OCSPReq request)
            throws GeneralSecurityException, OCSPException, OperatorCreationException, IOException {
        Instant now = Instant.now();
        BasicOCSPRespBuilder responses = new BasicOCSPRespBuilder(new RespID(authority.name()));
        for (Req each : request.getRequestList()) {
            boolean bad = revoked.contains(each.getCertID().getSerialNumber());
            responses.addResponse(
                    each.getCertID(),
                    bad ? new RevokedStatus(before(now), CRLReason.keyCompromise) : CertificateStatus.GOOD);
        }
        Extension nonce = request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        if (nonce != null) {
            responses.setResponseExtensions(new Extensions(nonce));
        }
        X509CertificateHolder[] chain = {new JcaX509CertificateHolder(authority.root)};
        return new OCSPRespBuilder()
                .build(OCSPRespBuilder.SUCCESSFUL, responses.build(authority.signer(), chain, Date.from(now)))
                .getEncoded();
    }

    /** A time before the check began: the JDK looks at the date, in whole seconds, and takes a later one for not revoked yet. */
    private static Date before(Instant now) {
        return Date.from(now.minus(Duration.ofMinutes(1)));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

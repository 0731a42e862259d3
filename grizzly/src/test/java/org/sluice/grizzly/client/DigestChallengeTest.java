package org.sluice.grizzly.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.Credential;

@DisplayName("Digest (RFC 7616)")
class DigestChallengeTest {

    private static final Credential MUFASA = new Credential("Mufasa", "Circle of Life");
    private static final String CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

    @ParameterizedTest
    @CsvSource({
        "MD5, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
    })
    void answersAsTheExampleOfTheRfc(String algorithm, String response) {
        String answer = challenge(
                        "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=" + algorithm
                                + ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
                                + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"")
                .answer(MUFASA, "GET", "/dir/index.html", CNONCE);
        assertThat(answer)
                .startsWith("Digest username=\"Mufasa\", realm=\"http-auth@example.org\"")
                .contains("response=\"" + response + "\"")
                .contains("algorithm=" + algorithm)
                .contains("opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"")
                .contains("qop=auth, nc=00000001")
                .contains("cnonce=\"" + CNONCE + "\"");
    }

    @Test
    @DisplayName("RFC 7616, 3.9.2: a user beyond ASCII is hashed where the server wants it")
    void aUserIsHashed() {
        String answer = challenge("Digest realm=\"api@example.org\", qop=\"auth\", algorithm=SHA-512-256,"
                        + " nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\", userhash=true")
                .answer(new Credential("J\u00e4s\u00f8n Doe", "Secret, or not?"), "GET", "/doe.json", "c");
        assertThat(answer)
                .contains("username=\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\"")
                .contains("userhash=true");
    }

    @Test
    void aUserBeyondAsciiIsEscapedAndQuotesAreToo() {
        assertThat(challenge("Digest realm=\"r\", nonce=\"n\"")
                        .answer(new Credential("\u00e4 b", "p"), "GET", "/", "c"))
                .contains("username*=UTF-8''%C3%A4%20b");
        assertThat(challenge("Digest realm=\"a\\\"b\", nonce=\"n\"")
                        .answer(new Credential("x\"y", "p"), "GET", "/", "c"))
                .contains("username=\"x\\\"y\"")
                .contains("realm=\"a\\\"b\"");
    }

    @Test
    @DisplayName("RFC 2069: a server without qop gets an answer without it")
    void aServerWithoutQopGetsNone() {
        assertThat(challenge("Digest realm=\"r\", nonce=\"n\"").answer(MUFASA, "GET", "/", "c"))
                .doesNotContain("qop")
                .doesNotContain("cnonce")
                .contains("response=\"");
    }

    @Test
    void aSessionsSecretHasTheNonces() {
        String plain = challenge("Digest realm=\"r\", nonce=\"n\", qop=auth, algorithm=MD5")
                .answer(MUFASA, "GET", "/", "c");
        String session = challenge("Digest realm=\"r\", nonce=\"n\", qop=auth, algorithm=MD5-sess")
                .answer(MUFASA, "GET", "/", "c");
        assertThat(session).contains("algorithm=MD5-sess");
        assertThat(response(session)).hasSize(32).isNotEqualTo(response(plain));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic realm=\"r\"",
                "Digest realm=\"r\"",
                "Digest nonce=\"n\", algorithm=SHA-1",
                "Digest nonce=\"n\", qop=\"auth-int\""
            })
    void whatCannotBeAnsweredIsNotTried(String header) {
        assertThat(AuthChallenge.read(List.of(header)).stream().flatMap(each -> DigestChallenge.of(each).stream()))
                .isEmpty();
    }

    @Test
    void severalChallengesOnOneLineAreApart() {
        List<AuthChallenge> all = AuthChallenge.read(
                List.of("Negotiate, Basic realm=\"a, b=c\", Digest nonce = \"n\" ,qop=auth", "NTLM abc=="));
        assertThat(all).extracting(AuthChallenge::scheme).containsExactly("Negotiate", "Basic", "Digest", "NTLM");
        assertThat(all.get(1).parameter("REALM")).isEqualTo("a, b=c");
        assertThat(all.get(2).parameter("nonce")).isEqualTo("n");
        assertThat(all.get(2).parameter("qop")).isEqualTo("auth");
    }

    private static DigestChallenge challenge(String header) {
        return DigestChallenge.of(AuthChallenge.read(List.of(header)).get(0)).orElseThrow();
    }

    private static String response(String answer) {
        return answer.replaceAll(".*response=\"([0-9a-f]*)\".*", "$1");
    }
}

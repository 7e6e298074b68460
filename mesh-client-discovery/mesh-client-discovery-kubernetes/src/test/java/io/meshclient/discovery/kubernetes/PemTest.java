package io.meshclient.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

/** Keys in the forms that clusters hand out: kubeadm writes PKCS#1, k3s SEC 1, others PKCS#8. */
class PemTest {

    private static final HeldCertificate RSA =
            new HeldCertificate.Builder().rsa2048().build();
    private static final HeldCertificate EC =
            new HeldCertificate.Builder().ecdsa256().build();

    private static PrivateKey read(String pem, HeldCertificate held) throws GeneralSecurityException {
        return Pem.key(pem, held.certificate());
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    /** Of a PKCS#8 key on P-256, the SEC 1 key inside: SEQUENCE (2 or 3), version (3), algorithm (21), OCTET STRING (2). */
    private static byte[] sec1(byte[] pkcs8) {
        int start = (pkcs8[1] & 0x80) == 0 ? 2 : 3;
        return Arrays.copyOfRange(pkcs8, start + 3 + 21 + 2, pkcs8.length);
    }

    @Test
    void pkcs8() throws GeneralSecurityException {
        assertThat(read(RSA.privateKeyPkcs8Pem(), RSA)).isEqualTo(RSA.keyPair().getPrivate());
        assertThat(read(EC.privateKeyPkcs8Pem(), EC)).isEqualTo(EC.keyPair().getPrivate());
    }

    @Test
    void pkcs1() throws GeneralSecurityException {
        assertThat(RSA.privateKeyPkcs1Pem()).startsWith("-----BEGIN RSA PRIVATE KEY-----");
        assertThat(read(RSA.privateKeyPkcs1Pem(), RSA)).isEqualTo(RSA.keyPair().getPrivate());
    }

    @Test
    void sec1BehindItsParameters() throws GeneralSecurityException {
        byte[] key = sec1(EC.keyPair().getPrivate().getEncoded());
        String text = pem("EC PARAMETERS", new byte[] {6, 1, 1}) + pem("EC PRIVATE KEY", key);

        assertThat(read(text, EC)).isEqualTo(EC.keyPair().getPrivate());
    }

    @Test
    void chainsAreReadInOrder() throws GeneralSecurityException {
        assertThat(Pem.certificates("a comment\n" + RSA.certificatePem() + EC.certificatePem()))
                .containsExactly(RSA.certificate(), EC.certificate());
    }

    @Test
    void whatCannotBeReadIsSaid() {
        assertThatThrownBy(() -> read("nothing", RSA)).hasMessageContaining("no private key in it");
        assertThatThrownBy(() -> read(pem("ENCRYPTED PRIVATE KEY", new byte[9]), RSA))
                .hasMessageContaining("is encrypted");
        assertThatThrownBy(() -> read(
                        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----",
                        RSA))
                .hasMessageContaining("is encrypted");
        assertThatThrownBy(() -> Pem.certificates("nothing")).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> read(pem("PRIVATE KEY", new byte[] {1, 2, 3}), RSA))
                .isInstanceOf(GeneralSecurityException.class);
    }
}

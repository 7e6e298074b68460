package io.meshclient.discovery.kubernetes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys as PEM texts have them. No message shows a key. */
final class Pem {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    private Pem() {}

    static List<Certificate> certificates(String pem) throws GeneralSecurityException {
        byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
        List<Certificate> certificates = List.copyOf(
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes)));
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException("there is no certificate in it (-----BEGIN CERTIFICATE-----)");
        }
        return certificates;
    }

    /**
     * A private key: PKCS#8, or what OpenSSL wrote before it (PKCS#1 for RSA, SEC 1 for elliptic curves), which is the same
     * without a wrapping that names the algorithm.
     *
     * @param certificate the key's own, which knows the algorithm
     */
    static PrivateKey key(String pem, Certificate certificate) throws GeneralSecurityException {
        Matcher key = KEY.matcher(pem);
        if (!key.find()) {
            throw new GeneralSecurityException("there is no private key in it (-----BEGIN PRIVATE KEY-----)");
        }
        if (key.group(1).startsWith("ENCRYPTED") || key.group(2).contains("ENCRYPTED")) {
            throw new GeneralSecurityException("the private key is encrypted, and nobody is here to type a password");
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(key.group(2));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("the private key is no base64");
        }
        byte[] pkcs8 = key.group(1).equals("PRIVATE KEY") ? der : wrapped(der, certificate);
        String algorithm = certificate.getPublicKey().getAlgorithm();
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** RFC 5208: {@code SEQUENCE { version, algorithm, OCTET STRING key }}. */
    private static byte[] wrapped(byte[] key, Certificate certificate) throws GeneralSecurityException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(VERSION_0);
        content.writeBytes(algorithm(certificate.getPublicKey().getEncoded()));
        content.writeBytes(value(OCTET_STRING, key));
        return value(SEQUENCE, content.toByteArray());
    }

    /** RFC 5280: a public key is {@code SEQUENCE { algorithm, BIT STRING }}, and its algorithm a sequence. */
    private static byte[] algorithm(byte[] publicKey) throws GeneralSecurityException {
        int start = 2 + lengthBytes(publicKey, 1);
        if (publicKey[start] != SEQUENCE || lengthBytes(publicKey, start + 1) != 0) {
            throw new GeneralSecurityException("the certificate's key is of an unknown form");
        }
        int end = start + 2 + publicKey[start + 1];
        return Arrays.copyOfRange(publicKey, start, end);
    }

    /** How many bytes follow a length's first one. */
    private static int lengthBytes(byte[] der, int at) {
        return (der[at] & 0x80) == 0 ? 0 : der[at] & 0x7f;
    }

    private static byte[] value(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int from = length[0] == 0 ? 1 : 0;
            out.write(0x80 | (length.length - from));
            out.write(length, from, length.length - from);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }
}

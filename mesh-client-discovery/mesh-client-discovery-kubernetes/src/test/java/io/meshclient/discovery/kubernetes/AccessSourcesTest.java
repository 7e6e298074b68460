package io.meshclient.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the API server is found, in a pod and by kubeconfig, and what is refused. */
class AccessSourcesTest {

    private static final String SECRET = "s3cr3t-t0k3n";

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> set = new HashMap<>();

    private Access access() throws IOException {
        Options options = new Options(
                set.getOrDefault("api-server", ""),
                set.getOrDefault("kubeconfig", ""),
                set.getOrDefault("context", ""),
                set.getOrDefault("namespace", ""),
                set.getOrDefault("token-file", ""),
                set.getOrDefault("ca-file", ""),
                set.containsKey("allow-insecure"),
                AddressFamily.PREFER_IPV4,
                100,
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                1000);
        return AccessSources.of(options, new AccessSources.Surroundings(environment::get, folder.resolve("sa"), folder))
                .read();
    }

    private String file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return file.toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void kubeconfig(String cluster, String user) throws IOException {
        set.put("kubeconfig", file("config", """
                        apiVersion: v1
                        kind: Config
                        current-context: one
                        contexts:
                        - name: one
                          context: {cluster: c, user: u, namespace: shop}
                        - name: other
                          context: {cluster: c, user: u}
                        - name: lost
                          context: {cluster: nowhere, user: u}
                        clusters:
                        - name: c
                          cluster: {server: "https://10.0.0.1:6443", %s}
                        users:
                        - name: u
                          user: {%s}
                        """.formatted(cluster, user)));
    }

    @Test
    void aPodFindsItsOwn() throws IOException {
        environment.put("KUBERNETES_SERVICE_HOST", "10.96.0.1");
        environment.put("KUBERNETES_SERVICE_PORT", "443");
        file("sa/token", SECRET + "\n");
        file("sa/ca.crt", "the CA");
        file("sa/namespace", "shop\n");

        Access access = access();

        assertThat(access.server()).hasToString("https://10.96.0.1/");
        assertThat(access.token()).isEqualTo(SECRET);
        assertThat(access.tls()).isEqualTo(new Access.Tls("the CA", null, null, false));
        assertThat(access.namespace()).isEqualTo("shop");
        assertThat(access.toString()).doesNotContain(SECRET);
        file("sa/token", "renewed");
        assertThat(access().token()).isEqualTo("renewed");
    }

    @Test
    void aPodOfAnIpv6ClusterFindsItsOwn() throws IOException {
        environment.put("KUBERNETES_SERVICE_HOST", "fd00::1");
        environment.put("KUBERNETES_SERVICE_PORT", "6443");
        file("sa/token", SECRET);
        file("sa/ca.crt", "the CA");
        assertThat(access().server()).hasToString("https://[fd00::1]:6443/");
        assertThat(access().namespace()).isEqualTo("default");
        set.put("namespace", "eu");
        assertThat(access().namespace()).isEqualTo("eu");
    }

    @Test
    void aPodWithoutATokenIsToldWhatIsMissing() throws IOException {
        environment.put("KUBERNETES_SERVICE_HOST", "10.96.0.1");
        file("sa/ca.crt", "the CA");
        assertThatThrownBy(this::access)
                .hasMessageContaining("Cannot read the token file")
                .hasMessageContaining("sa");
        file("sa/token", "  \n");
        assertThatThrownBy(this::access).hasMessageContaining("is empty");
        file("sa/token", SECRET + "\nsecond line");
        assertThatThrownBy(this::access)
                .hasMessageContaining("characters that cannot stand in a header")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void aKubeconfigWithAToken() throws IOException {
        kubeconfig("certificate-authority-data: " + base64("the CA"), "token: " + SECRET);

        Access access = access();

        assertThat(access.server()).hasToString("https://10.0.0.1:6443/");
        assertThat(access.token()).isEqualTo(SECRET);
        assertThat(access.tls().authorities()).isEqualTo("the CA");
        assertThat(access.namespace()).isEqualTo("shop");
        set.put("context", "other");
        assertThat(access().namespace()).isEqualTo("default");
    }

    @Test
    void aKubeconfigWithACertificateAsDataOrFile() throws IOException {
        file("pki/client.crt", "cert");
        file("pki/client.key", "key");
        file("pki/ca.crt", "ca");
        kubeconfig(
                "certificate-authority: pki/ca.crt", "client-certificate: pki/client.crt, client-key: pki/client.key");
        Access.Tls expected = new Access.Tls("ca", "cert", "key", false);
        assertThat(access().tls()).isEqualTo(expected);
        assertThat(access().token()).isNull();

        kubeconfig(
                "certificate-authority-data: " + base64("ca"),
                "client-certificate-data: " + base64("cert") + ", client-key-data: " + base64("key"));
        assertThat(access().tls()).isEqualTo(expected);
        assertThat(access().toString()).doesNotContain("key");
    }

    @Test
    void aTokenFileOfAKubeconfigIsRead() throws IOException {
        file("token", SECRET);
        kubeconfig("certificate-authority-data: " + base64("ca"), "tokenFile: token");
        assertThat(access().token()).isEqualTo(SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exec: {command: aws} | mesh-client starts none (exec); use a service account's token",
                "auth-provider: {name: gcp} | (auth-provider)",
                "username: me, password: s3cr3t-t0k3n | (username)",
                "as: admin, token: s3cr3t-t0k3n | (as)",
                "client-certificate-data: YQ== | a client certificate without its key",
                "token: [s3cr3t-t0k3n] | has a 'token' that is no text",
            })
    void whatAUserMayNotHaveIsRefusedByName(String user, String why) throws IOException {
        kubeconfig("certificate-authority-data: " + base64("ca"), user);
        assertThatThrownBy(this::access)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void anUncheckedServerIsRefusedUnlessAllowed() throws IOException {
        kubeconfig("insecure-skip-tls-verify: true", "token: " + SECRET);
        assertThatThrownBy(this::access)
                .hasMessageContaining("Cluster 'c' of the kubeconfig has insecure-skip-tls-verify")
                .hasMessageContaining("allow-insecure");
        set.put("allow-insecure", "true");
        assertThat(access().tls().insecure()).isTrue();
        kubeconfig("tls-server-name: x", "token: " + SECRET);
        assertThatThrownBy(this::access).hasMessageContaining("tls-server-name, which is not supported");
    }

    @Test
    void whatIsMissingInAKubeconfigIsSaid() throws IOException {
        kubeconfig("certificate-authority-data: YQ==", "token: x");
        set.put("context", "two");
        assertThatThrownBy(this::access).hasMessageContaining("has no context 'two'");
        set.put("context", "lost");
        assertThatThrownBy(this::access).hasMessageContaining("has no cluster 'nowhere'");
        set.remove("context");
        set.put("kubeconfig", file("bad", "token: '" + SECRET));
        assertThatThrownBy(this::access).hasMessageContaining("is no YAML").hasMessageNotContaining(SECRET);
        set.put("kubeconfig", file("list", "- " + SECRET));
        assertThatThrownBy(this::access)
                .hasMessageContaining("is not what it should be")
                .hasMessageNotContaining(SECRET);
        set.put("kubeconfig", folder.resolve("absent").toString());
        assertThatThrownBy(this::access).hasMessageContaining("absent: it does not exist");
    }

    @Test
    void outsideOfAPodTheUsersKubeconfigIsTaken() throws IOException {
        assertThatThrownBy(this::access)
                .hasMessageContaining("this is no pod (KUBERNETES_SERVICE_HOST is not set)")
                .hasMessageContaining("api-server");
        kubeconfig("certificate-authority-data: YQ==", "token: x");
        String config = set.remove("kubeconfig");
        environment.put("KUBECONFIG", config);
        assertThat(access().token()).isEqualTo("x");
        environment.put("KUBECONFIG", config + File.pathSeparator + "/etc/other");
        assertThatThrownBy(this::access).hasMessageContaining("several files");
        environment.clear();
        Files.createDirectories(folder.resolve(".kube"));
        Files.copy(Path.of(config), folder.resolve(".kube/config"));
        assertThat(access().token()).isEqualTo("x");
    }

    @Test
    void aTokenIsNotSentInClearText() throws IOException {
        set.put("api-server", "http://127.0.0.1:8001");
        assertThat(access().token()).isNull();
        set.put("token-file", file("token", SECRET));
        assertThatThrownBy(this::access).hasMessageContaining("in clear text").hasMessageNotContaining(SECRET);
        set.put("allow-insecure", "true");
        assertThat(access().token()).isEqualTo(SECRET);
        set.put("api-server", "https://me:" + SECRET + "@10.0.0.1");
        assertThatThrownBy(this::access).hasMessageContaining("user name").hasMessageNotContaining(SECRET);
        set.put("api-server", "10.0.0.1");
        assertThatThrownBy(this::access).hasMessageContaining("no URL of an API server");
    }
}

package io.meshclient.samples.shop.storefront;

import io.meshclient.samples.shop.load.ClientRun;
import io.meshclient.samples.shop.load.Meters;
import io.meshclient.samples.shop.load.Sent;
import io.meshclient.samples.shop.load.ShopClient;
import io.meshclient.spring.MeshOkHttpCustomizer;
import java.nio.file.Path;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The process with the mesh: a Spring Boot application like any other. */
@SpringBootApplication(proxyBeanMethods = false)
public class Storefront {
    /** Arguments: directory of the recording, then Spring Boot's. */
    public static void main(String[] args) {
        ConfigurableApplicationContext application =
                SpringApplication.run(Storefront.class, Arrays.copyOfRange(args, 1, args.length));
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        ClientRun run = new ClientRun(
                application.getBean(ShopClient.class),
                application.getBean(Sent.class),
                application.getBean(Meters.class),
                Path.of(args[0]));
        run.offer("http://127.0.0.1:" + port + "/");
    }

    @Bean
    Sent sent() {
        return new Sent();
    }

    @Bean
    MeshOkHttpCustomizer countWhatIsSent(Sent sent) {
        return builder -> builder.addNetworkInterceptor(sent);
    }
}

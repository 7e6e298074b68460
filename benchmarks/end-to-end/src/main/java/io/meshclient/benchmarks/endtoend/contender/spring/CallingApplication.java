package io.meshclient.benchmarks.endtoend.contender.spring;

import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The application: no web server, no banner, everything else as Boot configures it. */
@SpringBootApplication
public class CallingApplication {
    /** Starts it with some beans of the user's (the client to wrap, a meter registry, an observer) and properties. */
    public static ConfigurableApplicationContext start(List<Object> beans, String... properties) {
        return new SpringApplicationBuilder(CallingApplication.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .bannerMode(Banner.Mode.OFF)
                .initializers(context -> beans.forEach(bean -> context.getBeanFactory()
                        .registerSingleton(bean.getClass().getName(), bean)))
                .run(properties);
    }
}

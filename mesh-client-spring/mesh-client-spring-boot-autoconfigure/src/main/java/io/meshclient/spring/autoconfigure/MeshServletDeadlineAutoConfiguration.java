package io.meshclient.spring.autoconfigure;

import io.meshclient.time.Internal;
import io.meshclient.time.MeshRuntime;
import jakarta.servlet.Filter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The deadlines of requests that servlets serve. The bean is there when nobody is to listen too, and registers no filter then:
 * that is a value of a property, which an application that was processed ahead of time reads at its start.
 */
@Internal
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({Filter.class, OncePerRequestFilter.class})
public final class MeshServletDeadlineAutoConfiguration {

    @Bean
    FilterRegistrationBean<DeadlineFilter> meshDeadlineFilter(
            Environment environment, ObjectProvider<MeshRuntime> runtime) {
        InboundDeadlines inbound = InboundDeadlines.of(environment, runtime.getIfUnique());
        FilterRegistrationBean<DeadlineFilter> registration = new FilterRegistrationBean<>(new DeadlineFilter(inbound));
        registration.setName("meshDeadlineFilter");
        registration.setOrder(DeadlineFilter.ORDER);
        registration.setEnabled(inbound.enabled());
        return registration;
    }
}

package io.meshclient.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * An interface whose {@code @HttpExchange} methods call a service of the mesh, or the qualifier of a bean of the mesh.
 *
 * <p>On an interface in one of the application's packages it makes an injectable bean:
 *
 * <pre>{@code
 * @MeshClient("orders")
 * interface Orders {
 *     @GetExchange("/items/{id}")
 *     Item item(@PathVariable String id);
 * }
 * }</pre>
 *
 * <p>At an injection point, {@code @MeshClient("orders") RestClient} is a client whose base URL is the service, and {@code
 * @MeshClient OkHttpClient} is the client that the mesh wraps, for all services.
 */
@Documented
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface MeshClient {

    /**
     * The service's name, as below {@code mesh.client.services}; may hold placeholders on an interface.
     *
     * @return empty only at an injection point of the wrapped {@code OkHttpClient}
     */
    String value() default "";
}

package io.meshclient.spring;

import io.meshclient.policy.CallPriority;
import io.meshclient.policy.RetryOn;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What calls of an interface or of one of its methods want differently from their service: the words of the properties, in
 * camel case. It counts above the service's configuration and below what a single request says.
 *
 * <pre>{@code
 * @MeshClient("orders")
 * @MeshCall(callTimeout = "2s")
 * interface Orders {
 *     @GetExchange("/items/{id}")
 *     @MeshCall(callTimeout = "300ms", hedge = true)
 *     Item item(@PathVariable String id);
 *
 *     @PostExchange("/items")
 *     @MeshCall(idempotent = true, maxRetries = 1)
 *     Item add(@RequestBody Item item);
 * }
 * }</pre>
 *
 * <p>A method's annotation counts above its interface's, each value alone; what neither says stays as it is. Values are read
 * when the application starts, and one that is not allowed stops it. Texts may hold placeholders. Composed annotations work.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface MeshCall {

    /**
     * Property {@code call-timeout}.
     *
     * @return such as {@code 2s}; 0 for none; empty for the service's
     */
    String callTimeout() default "";

    /**
     * Property {@code per-try-timeout}.
     *
     * @return such as {@code 300ms}; 0 for none; empty for the service's
     */
    String perTryTimeout() default "";

    /**
     * Property {@code retry.max-retries}.
     *
     * @return 0 to 10; −1 for the service's
     */
    int maxRetries() default -1;

    /**
     * Property {@code retry.on}.
     *
     * @return the failures that are retried; none for the service's
     */
    RetryOn[] retryOn() default {};

    /**
     * Statuses that are retried beside those failures.
     *
     * @return each 100 to 599
     */
    int[] retriableStatusCodes() default {};

    /**
     * Whether a request may be processed twice.
     *
     * @return one value; none leaves it to the method and to {@code Idempotency-Key}
     */
    boolean[] idempotent() default {};

    /**
     * Whether a request without an {@code Idempotency-Key} gets one, the same on each of its attempts.
     *
     * @return one value; none leaves it to {@code retry.idempotency-key-methods}
     */
    boolean[] idempotencyKey() default {};

    /**
     * Property {@code hedge.enabled}.
     *
     * @return one value; none leaves it to {@link #hedgeDelay}, and then to the service
     */
    boolean[] hedge() default {};

    /**
     * Property {@code hedge.delay}; switches hedging on, unless {@link #hedge} says no.
     *
     * @return such as {@code 80ms}; empty for the service's
     */
    String hedgeDelay() default "";

    /**
     * Who is refused first when there is too much.
     *
     * @return one value; none for {@link CallPriority#DEFAULT}
     */
    CallPriority[] priority() default {};
}

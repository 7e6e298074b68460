/**
 * OkHttp at both ends of the engine: the interceptor, the attempts, what binds them to endpoints.
 */
@NullMarked
package io.meshclient.okhttp;

import org.jspecify.annotations.NullMarked;

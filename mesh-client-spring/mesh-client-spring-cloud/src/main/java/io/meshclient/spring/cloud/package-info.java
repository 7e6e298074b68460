/** Endpoints from whatever registry Spring Cloud has in the application. Internal, but for the properties that it reads. */
@NullMarked
package io.meshclient.spring.cloud;

import org.jspecify.annotations.NullMarked;

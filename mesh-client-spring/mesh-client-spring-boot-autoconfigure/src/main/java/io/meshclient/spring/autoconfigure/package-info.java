/** The auto-configuration. Not API: applications use {@code io.meshclient.spring} and properties. */
@NullMarked
package io.meshclient.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;

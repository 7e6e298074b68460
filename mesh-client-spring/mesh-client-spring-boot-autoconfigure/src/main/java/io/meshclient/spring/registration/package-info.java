/** This application's own entry in a registry. Not API: applications use properties. */
@NullMarked
package io.meshclient.spring.registration;

import org.jspecify.annotations.NullMarked;

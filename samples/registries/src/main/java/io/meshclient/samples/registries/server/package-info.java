/** Registries that are Java programs, with their main classes. */
@NullMarked
package io.meshclient.samples.registries.server;

import org.jspecify.annotations.NullMarked;

/** A Spring Boot application whose only task is to call; a package of its own, because it is scanned. */
@NullMarked
package io.meshclient.benchmarks.endtoend.contender.spring;

import org.jspecify.annotations.NullMarked;

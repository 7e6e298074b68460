/** What endpoints from a registry cost: reading an answer, applying it, keeping it, and hearing of a change. */
@NullMarked
package io.meshclient.benchmarks.micro.discovery;

import org.jspecify.annotations.NullMarked;

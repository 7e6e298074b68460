/** What the library adds to one call, piece by piece, without a network. */
@NullMarked
package io.meshclient.benchmarks.micro;

import org.jspecify.annotations.NullMarked;

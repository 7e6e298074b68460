/**
 * What tests, of this module and of others, share. Published in core's test-jar; not API.
 */
@NullMarked
package io.meshclient.testing;

import org.jspecify.annotations.NullMarked;

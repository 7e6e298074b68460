/**
 * Tests with the servers that users have, and what finds, starts and ends them. Finding is shared with other modules
 * through core's test-jar; not API.
 */
@NullMarked
package io.meshclient.servers;

import org.jspecify.annotations.NullMarked;

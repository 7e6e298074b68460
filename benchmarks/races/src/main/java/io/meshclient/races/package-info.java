/** What the races have in common; they themselves are in the packages of what they try. */
@NullMarked
package io.meshclient.races;

import org.jspecify.annotations.NullMarked;

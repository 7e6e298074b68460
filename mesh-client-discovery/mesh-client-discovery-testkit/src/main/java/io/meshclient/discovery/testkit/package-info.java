/**
 * What every discovery must keep, as a JUnit class to extend.
 */
@NullMarked
package io.meshclient.discovery.testkit;

import org.jspecify.annotations.NullMarked;

/** What became of the calls, as numbers, tables and charts. */
@NullMarked
package io.meshclient.samples.shop.report;

import org.jspecify.annotations.NullMarked;

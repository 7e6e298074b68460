/** What OkHttp promises still holds through a wrapped client: the tests behind docs/okhttp-compatibility.md. */
@NullMarked
package io.meshclient.okhttp.compat;

import org.jspecify.annotations.NullMarked;

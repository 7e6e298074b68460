/** What an application with Spring Boot writes: the annotation, and a way to edit the OkHttp client. */
@NullMarked
package io.meshclient.spring;

import org.jspecify.annotations.NullMarked;

package io.meshclient.spring.cloudsmoke;

record Item(String id, String servedBy) {}

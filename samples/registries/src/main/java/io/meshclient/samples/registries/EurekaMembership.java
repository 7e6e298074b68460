package io.meshclient.samples.registries;

import java.io.IOException;
import java.util.Locale;

/** Heartbeats, and a registration once more if they are not known: as Eureka's own client does it. */
final class EurekaMembership implements Membership {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    private final Rest server;
    private final Member member;
    private final String application;

    EurekaMembership(String url, Member member) {
        this.server = new Rest(url);
        this.member = member;
        this.application = member.service().toUpperCase(Locale.ROOT);
    }

    @Override
    public void keep() throws IOException {
        if (server.send("PUT", path() + "?status=UP", "") != OK) {
            server.expect(NO_CONTENT, "POST", "/apps/" + application, registration());
        }
    }

    private String path() {
        return "/apps/" + application + "/" + member.id();
    }

    private String registration() {
        return """
                {"instance":{"instanceId":"%1$s","hostName":"%2$s","app":"%3$s","ipAddr":"%2$s","status":"UP",
                 "vipAddress":"%4$s","port":{"$":%5$d,"@enabled":"true"},"securePort":{"$":443,"@enabled":"false"},
                 "countryId":1,"leaseInfo":{"renewalIntervalInSecs":1,"durationInSecs":5},
                 "dataCenterInfo":{"@class":"com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo","name":"MyOwn"},
                 "metadata":{}}}""".formatted(member.id(), Member.HOST, application, member.service(), member.port());
    }

    @Override
    public void leave() throws IOException {
        server.expect(OK, "DELETE", path(), "");
    }
}

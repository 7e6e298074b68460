package io.meshclient.samples.registries;

import java.io.IOException;

/** A registration with the agent, which asks the instance itself from then on whether it lives. */
final class ConsulMembership implements Membership {
    private static final int OK = 200;

    private final Rest agent;
    private final Member member;

    ConsulMembership(String url, Member member) {
        this.agent = new Rest(url);
        this.member = member;
    }

    @Override
    public void keep() throws IOException {
        // a second registration would start the check anew, and with it a moment in which the instance is critical
        if (agent.send("GET", "/v1/agent/service/" + member.id(), "") != OK) {
            agent.expect(OK, "PUT", "/v1/agent/service/register", registration());
        }
    }

    private String registration() {
        return """
                {"ID":"%s","Name":"%s","Address":"%s","Port":%d,
                 "Check":{"HTTP":"http://%s/","Interval":"1s","Timeout":"2s","Status":"passing"}}""".formatted(member.id(), member.service(), Member.HOST, member.port(), member.address());
    }

    @Override
    public void leave() throws IOException {
        agent.expect(OK, "PUT", "/v1/agent/service/deregister/" + member.id(), "");
    }
}

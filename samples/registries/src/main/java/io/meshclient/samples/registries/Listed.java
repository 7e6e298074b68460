package io.meshclient.samples.registries;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The instances of a registry whose list whoever deploys them writes. */
final class Listed {
    /** Writes the whole list anew, by service. */
    interface Writer {
        void write(Map<String, List<Member>> members) throws IOException, InterruptedException;
    }

    private final SortedMap<String, Member> members = new TreeMap<>();
    private final Writer writer;

    Listed(Writer writer) {
        this.writer = writer;
    }

    Membership membershipOf(Member member) {
        return new Membership() {
            @Override
            public void keep() throws IOException, InterruptedException {
                if (!member.equals(members.put(member.id(), member))) {
                    writer.write(byService());
                }
            }

            @Override
            public void leave() throws IOException, InterruptedException {
                if (members.remove(member.id()) != null) {
                    writer.write(byService());
                }
            }
        };
    }

    Map<String, List<Member>> byService() {
        SortedMap<String, List<Member>> byService = new TreeMap<>();
        for (Member member : members.values()) {
            byService
                    .computeIfAbsent(member.service(), name -> new java.util.ArrayList<>())
                    .add(member);
        }
        return byService;
    }
}

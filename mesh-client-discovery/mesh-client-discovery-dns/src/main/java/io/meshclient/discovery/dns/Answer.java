package io.meshclient.discovery.dns;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/**
 * What a name server says of a name: records, or that it has none of this type, or that there is no such name. Immutable.
 *
 * @param kind which of the three
 * @param records of the type that was asked for, at the end of all aliases
 * @param additional what came along unasked
 * @param ttlSeconds how long it holds; of a negative answer what the zone allows (RFC 2308), 0 if it does not say
 */
record Answer(Kind kind, List<Record> records, List<Record> additional, long ttlSeconds) {

    /** An answer has fewer, or goes in circles. */
    private static final int MOST_ALIASES = 16;

    enum Kind {
        FOUND,
        NO_DATA,
        NO_NAME
    }

    boolean isFound() {
        return kind == Kind.FOUND;
    }

    /** Neither the name nor records. */
    static Answer negative(Kind kind, long ttlSeconds) {
        return new Answer(kind, List.of(), List.of(), ttlSeconds);
    }

    /**
     * Reads a response.
     *
     * @throws DnsFailure if the server did not answer the question; the message is the rest of a sentence that begins with it
     */
    static Answer of(Message response, Name name, int type) throws DnsFailure {
        int rcode = response.getRcode();
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            throw new DnsFailure("answered " + Rcode.string(rcode));
        }
        if (response.getHeader().getFlag(Flags.TC)) {
            throw new DnsFailure("cut its answer off, also over TCP");
        }
        List<Record> answers = response.getSection(Section.ANSWER);
        long ttl = Long.MAX_VALUE;
        Name end = name;
        int aliases = 0;
        for (CNAMERecord alias = alias(answers, end); alias != null; alias = alias(answers, end)) {
            if (++aliases > MOST_ALIASES) {
                throw new DnsFailure("answered with aliases that do not end");
            }
            ttl = Math.min(ttl, alias.getTTL());
            end = alias.getTarget();
        }
        List<Record> records = new ArrayList<>();
        for (Record record : answers) {
            if (record.getType() == type && record.getName().equals(end)) {
                records.add(record);
                ttl = Math.min(ttl, record.getTTL());
            }
        }
        if (!records.isEmpty() && rcode == Rcode.NOERROR) {
            return new Answer(Kind.FOUND, records, response.getSection(Section.ADDITIONAL), ttl);
        }
        return none(response, rcode, end);
    }

    private static @Nullable CNAMERecord alias(List<Record> answers, Name name) {
        for (Record record : answers) {
            if (record instanceof CNAMERecord alias && alias.getName().equals(name)) {
                return alias;
            }
        }
        return null;
    }

    private static Answer none(Message response, int rcode, Name end) throws DnsFailure {
        boolean own =
                response.getHeader().getFlag(Flags.AA) || response.getHeader().getFlag(Flags.RA);
        long ttl = 0;
        for (Record record : response.getSection(Section.AUTHORITY)) {
            if (record instanceof SOARecord zone) {
                own = true;
                ttl = Math.min(zone.getTTL(), zone.getMinimum());
            }
        }
        if (!own) {
            throw new DnsFailure(
                    "did not answer for " + end + ", but referred to others: it is not a server that resolves");
        }
        return negative(rcode == Rcode.NXDOMAIN ? Kind.NO_NAME : Kind.NO_DATA, ttl);
    }

    /** Of two questions about one name: what is found counts, else the better negative answer. */
    Answer and(Answer other) {
        if (isFound() && other.isFound()) {
            List<Record> both = new ArrayList<>(records);
            both.addAll(other.records);
            return new Answer(Kind.FOUND, both, List.of(), Math.min(ttlSeconds, other.ttlSeconds));
        }
        if (isFound() || other.isFound()) {
            return isFound() ? this : other;
        }
        return kind.compareTo(other.kind) <= 0 ? this : other;
    }
}

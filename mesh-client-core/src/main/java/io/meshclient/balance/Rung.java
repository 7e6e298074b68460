package io.meshclient.balance;

/** A step of the order of choice, best first. */
enum Rung {
    AVAILABLE_UNTRIED {
        @Override
        boolean takes(Candidate candidate, PickArgs args) {
            return args.available(candidate) && !args.isTried(candidate);
        }
    },
    AVAILABLE {
        @Override
        boolean takes(Candidate candidate, PickArgs args) {
            return args.available(candidate);
        }
    },
    UNTRIED {
        @Override
        boolean takes(Candidate candidate, PickArgs args) {
            return args.lastResort(candidate) && !args.isTried(candidate);
        }
    },
    ANY {
        @Override
        boolean takes(Candidate candidate, PickArgs args) {
            return args.lastResort(candidate);
        }
    };

    private static final Rung[] IN_ORDER = values();

    abstract boolean takes(Candidate candidate, PickArgs args);

    static Rung[] inOrder() {
        return IN_ORDER;
    }
}

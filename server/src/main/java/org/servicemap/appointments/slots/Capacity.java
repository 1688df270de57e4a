package org.servicemap.appointments.slots;

/** Seats of each slot, by quota; 0 … 1000 each. */
public record Capacity(int forPublic, int internal, int walkIn) {
    private static final int MOST = 1000;

    public Capacity {
        require("public_capacity", forPublic);
        require("internal_capacity", internal);
        require("walk_in_capacity", walkIn);
    }

    public int of(Quota quota) {
        return switch (quota) {
            case PUBLIC -> forPublic;
            case INTERNAL -> internal;
            case WALK_IN -> walkIn;
        };
    }

    private static void require(String field, int seats) {
        if (seats < 0 || seats > MOST) {
            throw new SlotsException(field, "0 to " + MOST + " seats, not " + seats);
        }
    }
}

package org.servicemap.wardens;

import org.jspecify.annotations.Nullable;
import org.servicemap.http.Caller;
import org.servicemap.http.CallerSource;

/** People and service accounts as they are known elsewhere, and phones. */
final class DeviceCallers implements CallerSource {
    private final CallerSource people;
    private final Devices devices;

    DeviceCallers(CallerSource people, Devices devices) {
        this.people = people;
        this.devices = devices;
    }

    @Override
    public @Nullable Caller ofSession(String token) {
        return people.ofSession(token);
    }

    @Override
    public @Nullable Caller ofService(String token) {
        return people.ofService(token);
    }

    @Override
    public Caller ofDevice(String token) {
        return devices.callerOf(token);
    }
}

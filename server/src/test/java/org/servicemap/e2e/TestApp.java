package org.servicemap.e2e;

/** The application under test, on the tiny city pack; started once per JVM, on any free port. */
final class TestApp {
    private TestApp() {}

    /** Where it answers, without a slash at the end. */
    static synchronized String url() {
        String running = System.getenv("SERVICEMAP_TEST_URL");
        if (running != null) {
            return running;
        }
        throw new org.opentest4j.TestAbortedException("the application cannot be started from a test yet");
    }
}

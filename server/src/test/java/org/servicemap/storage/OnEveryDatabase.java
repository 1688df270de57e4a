package org.servicemap.storage;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Runs a test class once on the embedded cluster and once on PostGIS, each time on a fresh, migrated database of its own
 * that all tests of the class share. The class takes it in its constructor: {@code XStoreTest(Database database)}; it need
 * not be closed.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "on {0}")
@ArgumentsSource(TestDatabases.Source.class)
public @interface OnEveryDatabase {}
